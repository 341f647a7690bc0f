package meetpost.agent.counter;

import java.time.Duration;

/**
 * How often something is written at once: five times, and then once in each {@code every}. Ticks
 * are nanoseconds, and compare by difference only. For one thread.
 */
final class WriteBudget {

    private static final int MOST = 5;

    private final long every;
    private int left = MOST;
    private long regained;

    WriteBudget(Duration every, long now) {
        this.every = Math.max(1, every.toNanos());
        regained = now;
    }

    /** Whether one more may be written, which is written then. */
    boolean take(long now) {
        long gained = Math.min(MOST, (now - regained) / every);
        if (left + gained >= MOST) {
            left = MOST;
            regained = now;
        } else {
            left += (int) gained;
            regained += gained * every;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
