package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What came of switching an output. */
public sealed interface Outcome {

    /**
     * It is as asked.
     *
     * @param on as read back from the line
     * @param left how long it stays on, where a pulse runs
     * @param stored completes once the disk has what must outlive a crash: true, or false where
     *     that failed or took longer than a second. On any thread
     */
    record Done(boolean on, Optional<Duration> left, CompletableFuture<Boolean> stored)
            implements Outcome {

        /** Where the disk has it, or needs not have it. */
        static final CompletableFuture<Boolean> STORED = CompletableFuture.completedFuture(true);

        public Done {
            requireNonNull(left, "left");
            requireNonNull(stored, "stored");
        }

        /** Where nothing must be written. */
        public Done(boolean on, Optional<Duration> left) {
            this(on, left, STORED);
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
        /** A rule switched it on a moment ago. */
        MIN_ON,
        /** It was on for all that it may be, a moment ago. */
        REST,
        /** Outputs are at their stop level. */
        STOPPING,
        /** The line could not be driven, or does not read back as driven. */
        FAULT
    }
}
