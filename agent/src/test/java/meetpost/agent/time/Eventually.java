package meetpost.agent.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class Eventually {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private Eventually() {}

    /** Looks each millisecond; fails after a minute. */
    public static void eventually(String what, BooleanSupplier happened)
            throws InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND + ": " + what);
            }
            Ticks.REAL.until(System.nanoTime() + 1_000_000);
        }
    }
}
