package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** Bounds of our broker that the memory of this Java, or another bound, never lets it reach. */
final class LimitWarnings {

    private static final List<Limit> PARTS =
            List.of(Limit.QUEUE_SIZE, Limit.ALL_QUEUES_SIZE, Limit.RETAINED_SIZE);

    private final Section section;
    private final Map<Limit, Key<Long>> keys;
    private final ProblemReport report;

    LimitWarnings(Section section, Map<Limit, Key<Long>> keys, ProblemReport report) {
        this.section = section;
        this.keys = Map.copyOf(keys);
        this.report = report;
    }

    /**
     * Looks at the bounds that the file sets.
     *
     * @param heap bytes of this JVM's heap
     * @param direct bytes of its direct memory
     */
    void check(Limits limits, long heap, long direct) {
        // A quarter stays for the program itself.
        above(limits, Limit.MEMORY_SIZE, heap * 3 / 4, "three quarters of Java's heap", true);
        above(limits, Limit.BUFFERS_SIZE, direct, "Java's direct memory", true);
        long memory = limits.of(Limit.MEMORY_SIZE);
        for (Limit part : PARTS) {
            above(limits, part, memory, "memory-size", false);
        }
        above(limits, Limit.PACKET_SIZE, limits.of(Limit.BUFFERS_SIZE), "buffers-size", false);
    }

    private void above(Limits limits, Limit bound, long most, String whose, boolean java) {
        Key<Long> key = keys.get(bound);
        long value = limits.of(bound);
        if (key != null && value > most && section.find(key).isPresent()) {
            report.warn(
                    section.at(key),
                    "%s of %s is never reached, expected at most the %s of %s%s"
                            .formatted(
                                    bound.key(),
                                    size(value),
                                    size(most),
                                    whose,
                                    java ? "; MemoryMax= of the service sets that" : ""));
        }
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + "MB" : (bytes >> 10) + "KB";
    }
}
