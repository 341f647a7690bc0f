package meetpost.agent.shaping;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import meetpost.agent.sampling.FaultKind;

/** What one sensor gave since the start. Safe for use by several threads. */
public final class Tally {

    private final LongAdder readings = new LongAdder();
    private final Map<FaultKind, LongAdder> faults = new EnumMap<>(FaultKind.class);

    Tally() {
        for (FaultKind kind : FaultKind.values()) {
            faults.put(kind, new LongAdder());
        }
    }

    void read() {
        readings.increment();
    }

    void failed(FaultKind kind) {
        count(kind).increment();
    }

    /** Readings that were right, whether or not they were published. */
    public long readings() {
        return readings.sum();
    }

    public long faults(FaultKind kind) {
        return count(kind).sum();
    }

    private LongAdder count(FaultKind kind) {
        LongAdder count = faults.get(kind);
        if (count == null) {
            throw new IllegalArgumentException("no such kind: " + kind);
        }
        return count;
    }
}
