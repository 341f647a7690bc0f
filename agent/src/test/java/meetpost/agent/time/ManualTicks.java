package meetpost.agent.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.WakeSignal;

/** Time that goes on when a test says so. */
public class ManualTicks implements Ticks {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofDays(300);

    private final List<Long> awaited = new ArrayList<>();
    private long now;

    /** Time starts near the end of its range, to see that it may wrap. */
    public ManualTicks() {
        this.now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    }

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized void until(long tick) throws InterruptedException {
        awaited.add(tick);
        notifyAll();
        try {
            while (tick - now > 0) {
                wait(BOUND.toMillis());
            }
        } finally {
            awaited.remove(tick);
        }
    }

    @Override
    public synchronized Duration real(long tick) {
        return Duration.ofNanos(Math.max(0, tick - now));
    }

    @Override
    public WakeSignal signal() {
        return new Signal();
    }

    public synchronized void advance(Duration by) {
        now += by.toNanos();
        notifyAll();
    }

    /** Blocks until {@code threads} of them wait for a tick that has not come. */
    public synchronized void awaitSleepers(int threads) throws InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (sleepers() != threads) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(sleepers() + " threads wait, expected " + threads);
            }
            wait(10);
        }
    }

    /** Blocks until some thread waits for a tick that has not come, or 20 ms of real time. */
    public synchronized void awaitAnySleeper() throws InterruptedException {
        long end = System.nanoTime() + LOOK.toNanos();
        while (sleepers() == 0 && System.nanoTime() - end < 0) {
            wait(10);
        }
    }

    private long sleepers() {
        return awaited.stream().filter(tick -> tick - now > 0).count();
    }

    /** Who waits for one sleeps, unless it is for longer than any test takes. */
    private final class Signal implements WakeSignal {

        /** Guarded by the ticks. */
        private boolean raised;

        @Override
        public void raise() {
            synchronized (ManualTicks.this) {
                raised = true;
                ManualTicks.this.notifyAll();
            }
        }

        @Override
        public boolean await(Duration bound) throws InterruptedException {
            synchronized (ManualTicks.this) {
                Long tick = now + bound.toNanos();
                boolean sleeps = bound.compareTo(IDLE) < 0;
                if (sleeps) {
                    awaited.add(tick);
                    ManualTicks.this.notifyAll();
                }
                try {
                    while (!raised && tick - now > 0) {
                        ManualTicks.this.wait(BOUND.toMillis());
                    }
                    return raised;
                } finally {
                    raised = false;
                    if (sleeps) {
                        awaited.remove(tick);
                    }
                }
            }
        }
    }
}
