package meetpost.agent.sampling;

import java.time.Duration;

/**
 * How many instants on a sensor is asked again: 1 while it answers, then 1, 2, 4 … by the faults in
 * a row. Never further than six instants or a minute, whatever comes first, so that a sensor that
 * is plugged in again is seen within that time. For one thread.
 */
final class RetryDelay {

    private static final int MAX_INSTANTS = 6;
    private static final Duration MAX_TIME = Duration.ofMinutes(1);

    private final long cap;
    private long faults;

    RetryDelay(Duration every) {
        this.cap = Math.max(1, Math.min(MAX_INSTANTS, MAX_TIME.dividedBy(every)));
    }

    void answered() {
        faults = 0;
    }

    void failed() {
        faults++;
    }

    /** Faults since the last answer. */
    long faults() {
        return faults;
    }

    /** At least 1. */
    long instants() {
        long doubled = 1L << Math.min(Math.max(0, faults - 1), 30);
        return Math.min(doubled, cap);
    }

    /** The tick of the planned instant; after a fault no later than a minute from {@code now}. */
    long nextTry(long planned, long now) {
        long latest = now + MAX_TIME.toNanos();
        return faults > 0 && planned - latest > 0 ? latest : planned;
    }
}
