package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import meetpost.drivers.bus.Pause;

/**
 * Waits for what another thread or process will do, with a bound. A bound under a minute counts as
 * a minute: how busy the machine is decides no test.
 */
public final class Eventually {

    private static final int LEAST_SECONDS = 60;

    private Eventually() {}

    public static void within(int seconds, String what, BooleanSupplier holds)
            throws InterruptedException {
        int bound = Math.max(seconds, LEAST_SECONDS);
        long end = System.nanoTime() + Duration.ofSeconds(bound).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("not within " + bound + " s: " + what);
            }
            Pause.REAL.of(Duration.ofMillis(20));
        }
    }
}
