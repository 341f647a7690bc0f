package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.agent.time.Ticks;

/** Lets so many through in a second, evenly. Used by one thread. */
final class Pace {

    private final Ticks ticks;
    private final long nanos;
    private long next;

    Pace(int perSecond, Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
        nanos = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        next = ticks.now();
    }

    /** How long until the next one may go. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, next - ticks.now()));
    }

    /** One goes. */
    void go() {
        long now = ticks.now();
        next = (next - now < 0 ? now : next) + nanos;
    }
}
