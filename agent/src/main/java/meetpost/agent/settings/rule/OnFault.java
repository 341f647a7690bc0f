package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a rule wants while it cannot see.
 *
 * @param after so long the last good value counts; empty: three times as long as the sensor is
 *     asked, and five minutes at least
 */
public record OnFault(Optional<Duration> after, State state) {

    private static final Duration LEAST = Duration.ofMinutes(5);

    /** What a rule has that looks at no sensor. */
    public static final OnFault OFF = new OnFault(Optional.empty(), new Level(false));

    public OnFault {
        requireNonNull(after, "after");
        requireNonNull(state, "state");
    }

    /** How long the last good value of a sensor counts that is asked every so often. */
    public Duration after(Duration every) {
        Duration three = every.multipliedBy(3);
        return after.orElse(three.compareTo(LEAST) > 0 ? three : LEAST);
    }

    /** What is wanted then. */
    public sealed interface State {}

    /** On or off. */
    public record Level(boolean on) implements State {}

    /** What was wanted last. */
    public record Keep() implements State {}

    /**
     * On for a part of each period.
     *
     * @param percent 1 to 99
     */
    public record Duty(int percent, Duration period) implements State {

        public Duty {
            requireNonNull(period, "period");
        }

        /** How long it is on in each period. */
        public Duration on() {
            return period.multipliedBy(percent).dividedBy(100);
        }
    }
}
