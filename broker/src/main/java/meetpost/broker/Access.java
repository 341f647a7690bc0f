package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what.
 *
 * @param anonymous whether a client without a user name is let in
 * @param passwordFile written by {@link PasswordFile}; without one nobody's password is right. A
 *     change of the file counts from the next login on
 * @param rules by user name; where there are any, a user without one may do nothing. The rule of an
 *     anonymous client has the empty name
 * @param origins what a browser's {@code Origin} header may say on WebSocket listeners, {@code *}
 *     for anything; empty for anything where nobody is let in anonymously, else for pages of this
 *     machine only
 */
public record Access(
        boolean anonymous,
        Optional<Path> passwordFile,
        Map<String, Rule> rules,
        List<String> origins) {

    /** Everybody may do everything: for a broker on loopback. */
    public static final Access OPEN = new Access(true, Optional.empty(), Map.of(), List.of());

    public Access {
        requireNonNull(passwordFile, "passwordFile");
        rules = Map.copyOf(rules);
        origins = List.copyOf(origins);
    }

    /**
     * The topic filters of one user. {@code %u} stands for the user name, {@code %c} for the client
     * identifier.
     *
     * @param read what may be subscribed to: a filter that one of these covers
     * @param write what may be published to, wills included
     */
    public record Rule(List<String> read, List<String> write) {

        public Rule {
            read = List.copyOf(read);
            write = List.copyOf(write);
        }
    }
}
