package meetpost.agent.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A calendar that goes on with ticks, and jumps when a test says so. */
public final class ManualClock extends Clock {

    private final Ticks ticks;
    private final long start;
    private volatile Instant begin;

    public ManualClock(Instant begin, Ticks ticks) {
        this.begin = begin;
        this.ticks = ticks;
        this.start = ticks.now();
    }

    /** NTP has answered. */
    public void jump(Duration by) {
        begin = begin.plus(by);
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(ticks.now() - start);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
