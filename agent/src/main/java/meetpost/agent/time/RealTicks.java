package meetpost.agent.time;

import java.time.Duration;
import meetpost.drivers.bus.Pause;

final class RealTicks implements Ticks {

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void until(long tick) throws InterruptedException {
        Pause.REAL.of(real(tick));
    }

    @Override
    public Duration real(long tick) {
        return Duration.ofNanos(Math.max(0, tick - System.nanoTime()));
    }
}
