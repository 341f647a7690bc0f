package meetpost.drivers.bus;

import java.time.Duration;

/**
 * How a driver waits. Passed in, so that a test sees every wait and a simulation can shorten it.
 */
@FunctionalInterface
public interface Pause {

    /** Waits for the operating system's clock. */
    Pause REAL = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);

    /** Blocks the calling thread for at least {@code duration}. */
    void of(Duration duration) throws InterruptedException;
}
