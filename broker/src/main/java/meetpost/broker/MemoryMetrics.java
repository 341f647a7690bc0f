package meetpost.broker;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Use;

/**
 * What clients make the broker hold, by what it is for, such as {@code half-packets}; the table of
 * bounds in {@code docs/settings.md} has all of them. Of {@code retained-messages} it is the
 * number.
 *
 * @param held now, in bytes
 * @param limits in bytes: of {@code heap}, its parts {@code standing}, {@code queues} and {@code
 *     retained}, of {@code direct} memory, and of {@code retained-disk}
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
