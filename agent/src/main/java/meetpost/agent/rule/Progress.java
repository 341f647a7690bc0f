package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Whether what heats or cools comes to anything: a sensor has fallen, a burner is out. Only the
 * time counts in which the output is on. One thread.
 */
final class Progress {

    /** Which way a value is to go. */
    enum Way {
        UP,
        DOWN,
        NOWHERE
    }

    private final Duration longest;
    private final double step;
    private Way way = Way.NOWHERE;
    private double best;
    private long spentNanos;
    private long before;
    private boolean wasOn;
    private boolean stuck;

    /**
     * @param longest so long it may be on without a step
     * @param step as much as counts, in the unit of the value; above 0
     */
    Progress(Duration longest, double step) {
        this.longest = requireNonNull(longest, "longest");
        this.step = step;
    }

    /** From now on as if nothing had been. */
    void forget() {
        way = Way.NOWHERE;
        stuck = false;
    }

    /**
     * Looks, and says whether nothing came of it for too long. That is over with the first step in
     * the right direction.
     *
     * @param on whether what is to bring it there is on
     */
    boolean isStuck(Way to, double value, boolean on, long tick) {
        if (to == Way.NOWHERE) {
            forget();
            return false;
        }
        if (to != way) {
            begin(to, value);
        } else if (wasOn) {
            spentNanos += tick - before;
        }
        double gained = to == Way.UP ? value - best : best - value;
        if (gained >= step) {
            begin(to, value);
        } else if (stuck && gained < 0) {
            best = value;
        }
        stuck |= spentNanos >= longest.toNanos();
        before = tick;
        wasOn = on;
        return stuck;
    }

    private void begin(Way to, double value) {
        way = to;
        best = value;
        spentNanos = 0;
        stuck = false;
    }
}
