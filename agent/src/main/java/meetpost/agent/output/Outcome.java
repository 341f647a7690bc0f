package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** What came of switching an output. */
public sealed interface Outcome {

    /**
     * It is as asked.
     *
     * @param on as read back from the line
     * @param left how long it stays on, where a pulse runs
     */
    record Done(boolean on, Optional<Duration> left) implements Outcome {

        public Done {
            requireNonNull(left, "left");
        }
    }

    /**
     * It was not switched.
     *
     * @param message for people: what stood in the way
     */
    record Refused(Obstacle obstacle, String message) implements Outcome {

        public Refused {
            requireNonNull(obstacle, "obstacle");
            requireNonNull(message, "message");
        }
    }

    /** What can stand in the way. */
    enum Obstacle {
        /** Another output that must be off is on, or was a moment ago. */
        INTERLOCK,
        /** It was switched off a moment ago. */
        MIN_OFF,
        /** The line could not be driven, or does not read back as driven. */
        FAULT
    }
}
