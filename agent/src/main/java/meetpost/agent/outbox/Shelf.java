package meetpost.agent.outbox;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import meetpost.agent.outbox.Outbox.Entry;

/** Entries by age, and by sensor. For one thread at a time. */
final class Shelf {

    private final TreeMap<Long, Slot> byId = new TreeMap<>();
    private final Map<String, TreeSet<Long>> bySensor = new HashMap<>();

    /** An entry and when it came. */
    record Slot(Entry entry, Moment came) {

        long id() {
            return entry.id();
        }

        /** After it was out. */
        Slot givenBack() {
            return new Slot(new Entry(id(), entry.reading(), true), came);
        }
    }

    void put(Slot slot) {
        long id = slot.id();
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

    /**
     * Of those whose id is above {@code id}, the oldest of the sensor that has most; among equals,
     * of the one that is oldest.
     */
    Optional<Slot> oldestOfMost(long id) {
        return bySensor.values().stream()
                .map(ids -> ids.tailSet(id, false))
                .filter(ids -> !ids.isEmpty())
                .max(
                        Comparator.<NavigableSet<Long>>comparingInt(NavigableSet::size)
                                .thenComparing(NavigableSet::first, Comparator.reverseOrder()))
                .map(ids -> byId.get(ids.first()));
    }

    /** Those whose id is above {@code id}, the oldest first. */
    Collection<Slot> above(long id) {
        return byId.tailMap(id, false).values();
    }

    boolean contains(long id) {
        return byId.containsKey(id);
    }

    int size() {
        return byId.size();
    }
}
