package meetpost.agent.time;

import java.time.Duration;
import meetpost.drivers.bus.WakeSignal;

/**
 * The clock that everything planned, waited for or timed out runs on: monotonic, so that a board
 * without a clock battery, whose calendar jumps by years when NTP answers, keeps its rhythm. A
 * calendar ({@link java.time.Clock}) only stamps. Safe for use by several threads.
 */
public interface Ticks {

    /** The operating system's monotonic clock. */
    // Nobody can begin with RealTicks: it is known here only.
    @SuppressWarnings("ClassInitializationDeadlock")
    Ticks REAL = new RealTicks();

    /** Nanoseconds since an arbitrary origin. Compare by difference only. */
    long now();

    /**
     * Blocks the calling thread until {@code tick}; returns at once if that has passed. A
     * simulation takes this thread to be exactly at {@code tick} afterwards, however late it really
     * is.
     */
    void until(long tick) throws InterruptedException;

    /**
     * How long a queue or a condition must be waited for, in real time, until {@code tick}: zero if
     * that has passed. Shorter than the difference where a simulation runs faster than life.
     */
    Duration real(long tick);

    /**
     * How much of these ticks passes in {@code real} time, about: more where a simulation runs
     * faster than life. For looking round, for which no tick is the right one.
     */
    default Duration span(Duration real) {
        return real;
    }

    /**
     * Whether less than {@code by} has passed since {@code tick}, after who asks has waited for as
     * long: a simulation stretches its time where a machine is too slow for it.
     */
    default boolean isStretched(long tick, Duration by) {
        return false;
    }

    /**
     * The calling thread lives by these ticks from now on until it ends: it waits for nothing for
     * long but {@link #until} and {@link #signal}. A simulation waits for such threads, and blocks
     * them here until it begins.
     */
    default void enter() throws InterruptedException {}

    /** For a thread that waits until a tick for what another one does. */
    default WakeSignal signal() {
        WakeSignal signal = WakeSignal.real();
        return new WakeSignal() {
            @Override
            public void raise() {
                signal.raise();
            }

            @Override
            public boolean await(Duration bound) throws InterruptedException {
                return signal.await(real(now() + bound.toNanos()));
            }
        };
    }
}
