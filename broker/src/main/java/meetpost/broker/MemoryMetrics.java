package meetpost.broker;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Use;

/**
 * What clients make the broker hold, by what it is for: {@code half-packets}, {@code output},
 * {@code connections}, {@code sessions}, {@code held}, {@code queues}, {@code inflight}, {@code
 * retained}, and the number of {@code retained-messages}.
 *
 * @param held now, in bytes
 * @param limits of {@code heap}, {@code standing}, {@code queues}, {@code retained}, {@code
 *     retained-messages} and {@code direct}
 * @param refused how often there was no room
 * @param yielded how often something else gave way
 */
public record MemoryMetrics(
        Map<String, Long> held,
        Map<String, Long> limits,
        Map<String, Long> refused,
        Map<String, Long> yielded) {

    public MemoryMetrics {
        held = Map.copyOf(held);
        limits = Map.copyOf(limits);
        refused = Map.copyOf(refused);
        yielded = Map.copyOf(yielded);
    }

    static MemoryMetrics of(Budget budget) {
        Map<String, Long> limits = new TreeMap<>();
        for (Quota quota : Quota.values()) {
            limits.put(quota.key(), budget.limit(quota));
        }
        return new MemoryMetrics(
                byKey(budget::usedFor), limits, byKey(budget::refused), byKey(budget::yielded));
    }

    private static Map<String, Long> byKey(ToLongFunction<Use> value) {
        Map<String, Long> all = new TreeMap<>();
        for (Use use : Use.values()) {
            all.put(use.key(), value.applyAsLong(use));
        }
        return all;
    }
}
