package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;

/**
 * Lets so many through in a second, where that is many a few at a time: whoever waits for it need
 * not wake for each. Used by one thread.
 */
final class Pace {

    /** What passes at once does so this often in a second. */
    private static final int BURSTS_PER_SECOND = 50;

    private final Ticks ticks;
    private final long nanos;
    private final long burst;

    /** When what has passed would all have passed, had it passed evenly. */
    private long even;

    private boolean resting;

    Pace(double perSecond, Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
        nanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        burst = Math.max(nanos, TimeUnit.SECONDS.toNanos(1) / BURSTS_PER_SECOND);
        even = ticks.now();
    }

    /** How long until the next one may go. */
    Duration left() {
        long left = even - ticks.now();
        resting &= left > 0;
        return resting ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** One goes. */
    void go() {
        long now = ticks.now();
        even = (even - now < 0 ? now : even) + nanos;
        resting = even - now >= burst;
    }
}
