package meetpost.agent.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Manual time; queues and conditions look at it every other real millisecond. */
public final class QuickTicks implements Ticks {

    private final ManualTicks manual = new ManualTicks();
    private final AtomicInteger waits = new AtomicInteger();

    @Override
    public long now() {
        return manual.now();
    }

    @Override
    public void until(long tick) throws InterruptedException {
        manual.until(tick);
    }

    @Override
    public Duration real(long tick) {
        waits.incrementAndGet();
        return tick - now() > 0 ? Duration.ofMillis(2) : Duration.ZERO;
    }

    /** How often somebody asked how long to wait. */
    public int waits() {
        return waits.get();
    }

    public void advance(Duration by) {
        manual.advance(by);
    }
}
