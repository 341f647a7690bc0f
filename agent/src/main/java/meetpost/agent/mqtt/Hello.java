package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.settings.Secret;

/**
 * What we say of ourselves to a broker.
 *
 * @param will what the broker publishes when we are gone without a word
 */
record Hello(
        String clientId,
        Optional<String> username,
        Optional<Secret> password,
        Duration keepAlive,
        Optional<Message> will) {

    Hello {
        requireNonNull(clientId, "clientId");
        requireNonNull(username, "username");
        requireNonNull(password, "password");
        requireNonNull(keepAlive, "keepAlive");
        requireNonNull(will, "will");
    }
}
