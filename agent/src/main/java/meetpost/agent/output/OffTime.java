package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Since when an output is off, as far as we know.
 *
 * @param since empty: it never was on
 * @param known whether that is when it went off, and not only when nobody knew better
 */
record OffTime(Optional<Long> since, boolean known) {

    static final OffTime NEVER_ON = new OffTime(Optional.empty(), true);

    OffTime {
        requireNonNull(since, "since");
    }

    /** It went off then. */
    static OffTime from(long tick) {
        return new OffTime(Optional.of(tick), true);
    }

    /** The same once it has been on and off again: what nobody knew counts no longer. */
    OffTime ended() {
        return known ? this : NEVER_ON;
    }

    /** How much of {@code least} is left; empty if it was off for so long. */
    Optional<Duration> left(Duration least, long now) {
        return since.map(tick -> least.minusNanos(now - tick))
                .filter(left -> left.compareTo(Duration.ZERO) > 0);
    }
}
