package meetpost.agent.shaping;

import java.time.Duration;
import java.util.List;
import meetpost.drivers.sensor.Measurement;

/** Notices a sensor that gives exactly the same for longer than it should. For one thread. */
final class SameValue {

    private final long maxNanos;
    private List<Measurement> same = List.of();
    private long since;

    SameValue(Duration max) {
        this.maxNanos = max.toNanos();
    }

    boolean stuck(List<Measurement> measurements, long tick) {
        if (!measurements.equals(same)) {
            same = measurements;
            since = tick;
        }
        return tick - since > maxNanos;
    }

    /** A sample was missing: the next one counts as the first. */
    void interrupt() {
        same = List.of();
    }
}
