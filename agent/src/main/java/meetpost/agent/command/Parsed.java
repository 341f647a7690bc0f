package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** What a payload turned out to be. */
public sealed interface Parsed {

    /** What the sender calls this command; empty if it says nothing, or if it cannot be read. */
    Optional<String> id();

    /**
     * A command.
     *
     * @param expires not to be executed after this; empty: always good
     */
    record Order(Command command, Optional<String> id, Optional<Instant> expires)
            implements Parsed {

        public Order {
            requireNonNull(command, "command");
            requireNonNull(id, "id");
            requireNonNull(expires, "expires");
        }
    }

    /**
     * Not a command.
     *
     * @param message what is wrong and what was expected
     */
    record Malformed(Optional<String> id, String message) implements Parsed {

        public Malformed {
            requireNonNull(id, "id");
            requireNonNull(message, "message");
        }
    }
}
