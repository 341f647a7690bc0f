package meetpost.agent.counter;

/**
 * How fast pulses come: by the mean interval of those that came since it was last asked. Where none
 * came it is no more than one in the time since the last, and 0 after three times the last
 * interval. Ticks are nanoseconds, and compare by difference only. For one thread.
 */
final class PulseRate {

    private static final double SECOND = 1e9;
    private static final int INTERVALS = 3;

    private boolean known;
    private long last;

    /** The last pulse that counted when it was last asked. */
    private long before;

    private long fresh;

    /** In nanoseconds; 0: not known. */
    private double interval;

    /** A pulse came at {@code tick}. */
    void pulse(long tick) {
        if (!known) {
            known = true;
            before = tick;
            fresh = 0;
        } else {
            fresh++;
        }
        last = tick;
    }

    /** Pulses a second. */
    double perSecond(long now) {
        if (fresh > 0) {
            // Edges of the same nanosecond are not of a contact.
            interval = Math.max(1, (double) (last - before) / fresh);
            before = last;
            fresh = 0;
        }
        if (interval == 0) {
            return 0;
        }
        double since = now - last;
        if (since > INTERVALS * interval) {
            // A pulse after a pause begins anew: the pause says nothing of how fast it goes now.
            known = false;
            interval = 0;
            return 0;
        }
        return SECOND / Math.max(interval, since);
    }
}
