package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** After five starts in ten minutes outputs stay at {@code at-crash} until one has held. */
final class Starts {

    private static final long HOLD = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 5;

    private final List<Long> surely = new ArrayList<>();
    private final List<Long> perhaps = new ArrayList<>();
    private long now;
    private boolean must;

    /**
     * @param written whether the disk knows of it for sure
     * @param reboot whether the board was started since the one before
     */
    void begins(long instant, boolean written, boolean reboot) {
        now = instant;
        if (reboot || !written) {
            surely.clear();
        }
        surely.removeIf(start -> instant - start >= HOLD);
        must = surely.size() >= MOST;
        perhaps.add(instant);
        if (written) {
            surely.add(instant);
        }
    }

    /** The one that runs came to its end. */
    void ended(boolean asked) {
        if (asked) {
            // Whether the disk could still be told is nobody's promise.
            surely.remove(now);
        }
    }

    boolean mustHoldBack() {
        return must;
    }

    boolean mayHoldBack() {
        return perhaps.size() > MOST;
    }

    @Override
    public String toString() {
        return perhaps.size() + " starts, " + surely.size() + " for sure";
    }
}
