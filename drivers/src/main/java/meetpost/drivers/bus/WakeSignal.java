package meetpost.drivers.bus;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one thread waits for and any other raises. It is passed in, so that a simulation knows who
 * waits, and wakes them at the instant at which it was raised.
 */
public interface WakeSignal {

    /** From now on the thread that waits returns, or the next that will. Does not block. */
    void raise();

    /**
     * Blocks until it was raised since the last call, or until {@code bound} has passed. One thread
     * at a time.
     *
     * @return whether it was raised
     */
    boolean await(Duration bound) throws InterruptedException;

    /** One that waits by the operating system's clock. */
    static WakeSignal real() {
        var raised = new Semaphore(0);
        return new WakeSignal() {
            @Override
            public void raise() {
                raised.release();
            }

            @Override
            public boolean await(Duration bound) throws InterruptedException {
                boolean seen = raised.tryAcquire(bound.toNanos(), TimeUnit.NANOSECONDS);
                raised.drainPermits();
                return seen;
            }
        };
    }
}
