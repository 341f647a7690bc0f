package meetpost.agent.time;

import java.time.Duration;

/**
 * The clock that everything planned, waited for or timed out runs on: monotonic, so that a board
 * without a clock battery, whose calendar jumps by years when NTP answers, keeps its rhythm. A
 * calendar ({@link java.time.Clock}) only stamps. Safe for use by several threads.
 */
public interface Ticks {

    /** The operating system's monotonic clock. */
    Ticks REAL = new RealTicks();

    /** Nanoseconds since an arbitrary origin. Compare by difference only. */
    long now();

    /**
     * Blocks the calling thread until {@code tick}; returns at once if that has passed. A
     * simulation takes this thread to be exactly at {@code tick} afterwards, however late it really
     * is.
     */
    void until(long tick) throws InterruptedException;

    /**
     * How long a queue or a condition must be waited for, in real time, until {@code tick}: zero if
     * that has passed. Shorter than the difference where a simulation runs faster than life.
     */
    Duration real(long tick);
}
