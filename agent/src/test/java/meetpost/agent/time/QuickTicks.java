package meetpost.agent.time;

import java.time.Duration;

/** Manual time; queues and conditions look at it every other real millisecond. */
public final class QuickTicks implements Ticks {

    private final ManualTicks manual = new ManualTicks();

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
        return tick - now() > 0 ? Duration.ofMillis(2) : Duration.ZERO;
    }

    public void advance(Duration by) {
        manual.advance(by);
    }
}
