package meetpost.simulator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.agent.time.Ticks;

/** Time that passes only where somebody waits for it. */
public final class HandTicks implements Ticks {

    private final AtomicLong now = new AtomicLong();

    @Override
    public long now() {
        return now.get();
    }

    @Override
    public void until(long tick) {
        now.accumulateAndGet(tick, Math::max);
    }

    @Override
    public Duration real(long tick) {
        return Duration.ZERO;
    }

    /** Lets so many milliseconds pass. */
    public void pass(double millis) {
        now.addAndGet(Math.round(millis * 1e6));
    }
}
