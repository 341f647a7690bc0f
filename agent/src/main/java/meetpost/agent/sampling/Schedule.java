package meetpost.agent.sampling;

import java.time.Duration;

/**
 * The planned instants of one sensor: {@code start + n × every}, so that nothing drifts. For one
 * thread.
 */
final class Schedule {

    private final long everyNanos;
    private long planned;

    /** The first instant is {@code start} itself. */
    Schedule(long start, Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("every " + every + " is not longer than zero");
        }
        this.everyNanos = every.toNanos();
        this.planned = start;
    }

    /** The instant that is next. */
    long planned() {
        return planned;
    }

    /**
     * Goes {@code instants} further, and on to the first instant that is not before {@code now}.
     *
     * @return how many were missed
     */
    long advance(long instants, long now) {
        planned += instants * everyNanos;
        long late = now - planned;
        if (late <= 0) {
            return 0;
        }
        long missed = (late + everyNanos - 1) / everyNanos;
        planned += missed * everyNanos;
        return missed;
    }
}
