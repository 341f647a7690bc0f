package meetpost.agent.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import meetpost.agent.outbox.Outbox.Entry;

/** Entries by age, and by sensor. For one thread at a time. */
final class Shelf {

    private final TreeMap<Long, Slot> byId = new TreeMap<>();
    private final Map<String, TreeSet<Long>> bySensor = new HashMap<>();

    /**
     * An entry and when it came.
     *
     * @param tick on the monotonic clock
     */
    record Slot(Entry entry, long tick) {}

    void put(Slot slot) {
        long id = slot.entry().id();
        byId.put(id, slot);
        bySensor.computeIfAbsent(slot.entry().reading().sensor(), any -> new TreeSet<>()).add(id);
    }

    Optional<Slot> take(long id) {
        Slot slot = byId.remove(id);
        if (slot == null) {
            return Optional.empty();
        }
        String sensor = slot.entry().reading().sensor();
        TreeSet<Long> ids = bySensor.getOrDefault(sensor, new TreeSet<>());
        ids.remove(id);
        if (ids.isEmpty()) {
            bySensor.remove(sensor);
        }
        return Optional.of(slot);
    }

    Optional<Slot> oldest() {
        return oldest(Long.MIN_VALUE);
    }

    /** The oldest whose id is at least {@code from}. */
    Optional<Slot> oldest(long from) {
        return Optional.ofNullable(byId.ceilingEntry(from)).map(Map.Entry::getValue);
    }

    /** The oldest of the sensor that has most here; among equals, of the one that is oldest. */
    Optional<Slot> oldestOfMost() {
        return bySensor.values().stream()
                .max(
                        (one, other) -> {
                            int bySize = Integer.compare(one.size(), other.size());
                            return bySize != 0 ? bySize : Long.compare(other.first(), one.first());
                        })
                .map(ids -> byId.get(ids.first()));
    }

    /** By age, the oldest first. */
    List<Slot> all() {
        return new ArrayList<>(byId.values());
    }

    int size() {
        return byId.size();
    }
}
