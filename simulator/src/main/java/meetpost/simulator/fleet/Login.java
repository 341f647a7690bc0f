package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import meetpost.agent.settings.Secret;

/** Who says that he connects. A password needs a name. */
record Login(Optional<String> username, Optional<Secret> password) {

    Login {
        requireNonNull(username, "username");
        requireNonNull(password, "password");
        if (password.isPresent() && username.isEmpty()) {
            throw new IllegalArgumentException("a password without a user name");
        }
    }
}
