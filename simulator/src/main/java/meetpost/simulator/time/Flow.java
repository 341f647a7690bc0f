package meetpost.simulator.time;

import java.time.Duration;

/**
 * How time flows by the operating system's clock, as far as it may. What it is late is caught up
 * with, up to {@link #SLACK}; the rest stretches it. Guarded by the lock of its {@link
 * SimulatedTime}.
 */
final class Flow {

    /** What a machine may be late and still catch up with, in real time. */
    private static final Duration SLACK = Duration.ofMillis(250);

    /** Nobody looked at the time for so long: the process stood still, and so did its time. */
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private final double speed;
    private final long end;
    private boolean flowing;
    private long startedAt;
    private long lookedAt;
    private long reached;

    /** By how much it was stretched so far, in its nanoseconds. */
    private double lost;

    /** At 0, where it stands still. */
    Flow(double speed, long end) {
        this.speed = speed;
        this.end = end;
    }

    void start() {
        startedAt = System.nanoTime();
        lookedAt = startedAt;
        flowing = true;
    }

    boolean isFlowing() {
        return flowing;
    }

    /** The tick, which {@code most} is not passed by. Never less than before. */
    long now(long most) {
        if (!flowing) {
            return 0;
        }
        long now = System.nanoTime();
        if (now - lookedAt > STANDSTILL.toNanos()) {
            startedAt += now - lookedAt;
        }
        lookedAt = now;
        double ideal = ideal(now);
        reached = Math.max(reached, (long) Math.min(ideal, (double) Math.min(end, most)));
        double late = ideal - reached - SLACK.toNanos() * speed;
        if (late > 0 && reached < end) {
            lost += late;
        }
        return reached;
    }

    /** In real time, at least, from {@code now} until that tick: not zero before it is there. */
    Duration left(long now, long tick) {
        if (tick <= now) {
            return Duration.ZERO;
        }
        double ideal = flowing ? ideal(System.nanoTime()) : 0;
        return Duration.ofNanos(Math.max(1, (long) Math.ceil((tick - ideal) / speed)));
    }

    /**
     * Nanoseconds to wait before one looks again whether it is that tick.
     *
     * @param most also where it stands still
     */
    long rest(long now, long tick, Duration least, Duration most) {
        if (!flowing || now >= end) {
            return most.toNanos();
        }
        long left = Math.max(least.toNanos(), left(now, tick).toNanos());
        return Math.max(1, Math.min(most.toNanos(), left));
    }

    /** How much of it passes in {@code real} time, about, where it was {@code now} until now. */
    double span(long now, Duration real) {
        double passed = flowing ? System.nanoTime() - startedAt : 0;
        // A second more: what a machine is slower for while it begins is no measure.
        double factor = passed > 0 ? Math.min(speed, (now + 1e9) / passed) : speed;
        return real.toNanos() * factor;
    }

    Progress progress(long now) {
        return new Progress(
                Duration.ofNanos(now),
                Duration.ofNanos(flowing ? System.nanoTime() - startedAt : 0),
                Duration.ofNanos((long) (lost / speed)));
    }

    private double ideal(long now) {
        return (now - startedAt) * speed - lost;
    }
}
