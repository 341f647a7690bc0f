package meetpost.agent.output.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the program is asked to do at this moment. */
sealed interface Call {

    /** To take the lines at their start levels. */
    record Start() implements Call {}

    /** To drive them to their stop levels. */
    record Stop() implements Call {}

    /** To do what a command says. */
    record Command(
            String output,
            Step.Kind kind,
            boolean wasOn,
            Duration length,
            Optional<String> id,
            Optional<Instant> expires,
            boolean stored)
            implements Call {

        boolean on() {
            return switch (kind) {
                case ON, PULSE -> true;
                case OFF -> false;
                case TOGGLE -> !wasOn;
            };
        }
    }

    /** To do what a rule wants. */
    record Wish(String output, boolean on) implements Call {}

    /** To do what is due. */
    record Tick() implements Call {}

    /** To live by other rules. */
    record Reload() implements Call {}
}
