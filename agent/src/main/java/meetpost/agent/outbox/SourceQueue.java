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

/** Entries by age, and by source. For one thread at a time. */
final class SourceQueue<T> {

    private final Kind<T> kind;
    private final TreeMap<Long, Slot<T>> byId = new TreeMap<>();
    private final Map<String, TreeSet<Long>> bySource = new HashMap<>();
    private int weight;

    SourceQueue(Kind<T> kind) {
        this.kind = kind;
    }

    /** An entry and when it came. */
    record Slot<T>(Entry<T> entry, Timestamp came) {

        long id() {
            return entry.id();
        }

        /** After it was out. */
        Slot<T> givenBack() {
            return new Slot<>(new Entry<>(id(), entry.thing(), true), came);
        }
    }

    void put(Slot<T> slot) {
        long id = slot.id();
        byId.put(id, slot);
        weight += weight(slot);
        bySource.computeIfAbsent(source(slot), any -> new TreeSet<>()).add(id);
    }

    Optional<Slot<T>> take(long id) {
        Slot<T> slot = byId.remove(id);
        if (slot == null) {
            return Optional.empty();
        }
        weight -= weight(slot);
        String source = source(slot);
        TreeSet<Long> ids = bySource.getOrDefault(source, new TreeSet<>());
        ids.remove(id);
        if (ids.isEmpty()) {
            bySource.remove(source);
        }
        return Optional.of(slot);
    }

    Optional<Slot<T>> oldest() {
        return oldest(Long.MIN_VALUE);
    }

    /** The oldest whose id is at least {@code from}. */
    Optional<Slot<T>> oldest(long from) {
        return Optional.ofNullable(byId.ceilingEntry(from)).map(Map.Entry::getValue);
    }

    /**
     * Of those whose id is above {@code id}, the oldest of the source that has most; among equals,
     * of the one that is oldest.
     */
    Optional<Slot<T>> oldestOfMost(long id) {
        return bySource.values().stream()
                .map(ids -> ids.tailSet(id, false))
                .filter(ids -> !ids.isEmpty())
                .max(
                        Comparator.<NavigableSet<Long>>comparingInt(NavigableSet::size)
                                .thenComparing(NavigableSet::first, Comparator.reverseOrder()))
                .map(ids -> byId.get(ids.first()));
    }

    /** Those whose id is above {@code id}, the oldest first. */
    Collection<Slot<T>> above(long id) {
        return byId.tailMap(id, false).values();
    }

    boolean contains(long id) {
        return byId.containsKey(id);
    }

    int size() {
        return byId.size();
    }

    /** Of all, in readings. */
    int weight() {
        return weight;
    }

    /** Of those whose id is above {@code id}. */
    int weightAbove(long id) {
        return above(id).stream().mapToInt(this::weight).sum();
    }

    private int weight(Slot<T> slot) {
        return kind.weight(slot.entry().thing());
    }

    private String source(Slot<T> slot) {
        return kind.source(slot.entry().thing());
    }
}
