package meetpost.agent.output.spec;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** The calendar as the program sees it: it goes on with time, and somebody may set it. */
final class Wall extends Clock {

    private final LongSupplier now;
    private Duration ahead = Duration.ZERO;

    /**
     * @param now nanoseconds since the run began
     */
    Wall(LongSupplier now) {
        this.now = now;
    }

    void set(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.parse("2026-11-30T12:00:00Z").plusNanos(now.getAsLong()).plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC");
    }
}
