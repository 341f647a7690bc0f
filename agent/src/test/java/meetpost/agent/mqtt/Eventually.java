package meetpost.agent.mqtt;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import meetpost.drivers.bus.Pause;

/** Waits for what another thread or process will do, with a bound. */
public final class Eventually {

    private Eventually() {}

    public static void within(int seconds, String what, BooleanSupplier holds)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("not within " + seconds + " s: " + what);
            }
            Pause.REAL.of(Duration.ofMillis(20));
        }
    }
}
