package meetpost.broker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what.
 *
 * @param anonymous whether a client without a user name is let in
 * @param passwordFile written by {@code PasswordFile}; without one nobody's password is right. A
 *     change of the file counts from the next login on
 * @param rules by user name; where there are any, a user without one may do nothing but what {@link
 *     #EVERYBODY} may, whose rule counts for all users and for clients without one. The rule of an
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

    /** In the place of a user name: what everybody may and may not do. */
    public static final String EVERYBODY = "*";

    /** Everybody may do everything: for a broker on loopback. */
    public static final Access OPEN = new Access(true, Optional.empty(), Map.of(), List.of());

    public Access {
        requireNonNull(passwordFile, "passwordFile");
        rules = Map.copyOf(rules);
        origins = List.copyOf(origins);
    }

    /**
     * What one user may do. {@code %u} stands for the user name, {@code %c} for the client
     * identifier; a name with {@code /}, {@code +} or {@code #} in it, or {@code $} at its
     * beginning, is filled in nowhere but in {@code deny}.
     *
     * @param read what may be subscribed to: a filter that one of these covers
     * @param write what may be published to, wills included
     * @param deny what may be neither read nor written, whatever other rules say
     * @param clientIds the client identifiers that the user may have, and nobody else; {@code *}
     *     stands for anything. Empty for any
     */
    public record Rule(
            List<String> read, List<String> write, List<String> deny, List<String> clientIds) {

        public static final Rule NOTHING = new Rule(List.of(), List.of());

        public Rule {
            read = List.copyOf(read);
            write = List.copyOf(write);
            deny = List.copyOf(deny);
            clientIds = List.copyOf(clientIds);
        }

        public Rule(List<String> read, List<String> write) {
            this(read, write, List.of(), List.of());
        }
    }
}
