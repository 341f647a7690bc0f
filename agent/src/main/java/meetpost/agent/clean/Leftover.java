package meetpost.agent.clean;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something retained that no living board has.
 *
 * @param payload as it lies there
 * @param of the board that it was of, as far as its info says so
 */
public record Leftover(String topic, String payload, Optional<String> of) {

    public Leftover {
        requireNonNull(topic, "topic");
        requireNonNull(payload, "payload");
        requireNonNull(of, "of");
    }
}
