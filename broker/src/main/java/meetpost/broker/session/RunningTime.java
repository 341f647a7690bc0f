package meetpost.broker.session;

import java.util.function.LongSupplier;

/**
 * How long the broker has run, this process and those before it together: what the absence of a
 * client is measured in. A date would let everybody expire when a board without a clock gets its
 * first time from the network. Confined to the event loop.
 */
final class RunningTime {

    private static final long SECOND = 1_000_000_000;

    private final LongSupplier ticks;
    private final long start;
    private long before;

    /**
     * @param ticks monotonic nanoseconds
     */
    RunningTime(LongSupplier ticks) {
        this.ticks = ticks;
        this.start = ticks.getAsLong();
    }

    /** The processes before this one ran for so long. */
    void goOnFrom(long seconds) {
        before = seconds;
    }

    long seconds() {
        return before + (ticks.getAsLong() - start) / SECOND;
    }
}
