package meetpost.simulator.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The calendar of a simulated time. */
final class SimulatedClock extends Clock {

    private final SimulatedTime time;
    private final Instant start;
    private final ZoneId zone;

    SimulatedClock(SimulatedTime time, Instant start, ZoneId zone) {
        this.time = time;
        this.start = start;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SimulatedClock(time, start, other);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(time.now());
    }
}
