package meetpost.agent.outbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import meetpost.agent.outbox.Outbox.Entry;

/**
 * Entries by age; those that are in memory only also by source, and counted. Nothing walks over
 * what waits. For one thread at a time.
 */
final class SourceQueue<T> {

    private final Kind<T> kind;
    private final TreeMap<Long, Slot<T>> byId = new TreeMap<>();
    private final Map<String, Source> unwritten = new HashMap<>();

    /** The source that has most comes first; among equals the one that has the oldest. */
    private final TreeSet<Source> ranked =
            new TreeSet<>(
                    Comparator.<Source>comparingInt(source -> -source.ids.size())
                            .thenComparing(source -> source.ids.first()));

    private long writtenUpTo;
    private int weight;
    private int unwrittenWeight;
    private int unwrittenSize;

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

    /** Where entries came from, and which of them are in memory only; never none. */
    private static final class Source {

        private final TreeSet<Long> ids = new TreeSet<>();
    }

    void put(Slot<T> slot) {
        byId.put(slot.id(), slot);
        weight += weight(slot);
        if (slot.id() > writtenUpTo) {
            count(slot);
        }
    }

    Optional<Slot<T>> take(long id) {
        Slot<T> slot = byId.remove(id);
        if (slot == null) {
            return Optional.empty();
        }
        weight -= weight(slot);
        if (id > writtenUpTo) {
            discount(slot);
        }
        return Optional.of(slot);
    }

    /** Those up to {@code id} are on disk too. */
    void written(long id) {
        if (id > writtenUpTo) {
            byId.subMap(writtenUpTo, false, id, true).values().forEach(this::discount);
            writtenUpTo = id;
        }
    }

    Optional<Slot<T>> oldest() {
        return Optional.ofNullable(byId.firstEntry()).map(Map.Entry::getValue);
    }

    /** The oldest whose id is at least {@code from}. */
    Optional<Slot<T>> oldest(long from) {
        return Optional.ofNullable(byId.ceilingEntry(from)).map(Map.Entry::getValue);
    }

    /** The oldest that is in memory only. */
    Optional<Slot<T>> oldestUnwritten() {
        return oldest(writtenUpTo + 1);
    }

    /** The oldest of those in memory only, so many at most. */
    List<Slot<T>> unwritten(int most) {
        List<Slot<T>> oldest = new ArrayList<>();
        for (Slot<T> slot : byId.tailMap(writtenUpTo, false).values()) {
            if (oldest.size() == most) {
                break;
            }
            oldest.add(slot);
        }
        return oldest;
    }

    /**
     * Of those in memory only, the oldest of the source that has most; among equals, of the one
     * that is oldest.
     */
    Optional<Slot<T>> oldestOfMost() {
        return ranked.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(byId.get(ranked.first().ids.first()));
    }

    boolean contains(long id) {
        return byId.containsKey(id);
    }

    /** Of all, in readings. */
    int weight() {
        return weight;
    }

    /** Of those in memory only. */
    int unwrittenWeight() {
        return unwrittenWeight;
    }

    /** How many are in memory only. */
    int unwrittenSize() {
        return unwrittenSize;
    }

    private void count(Slot<T> slot) {
        unwrittenWeight += weight(slot);
        unwrittenSize++;
        Source source = unwritten.computeIfAbsent(source(slot), any -> new Source());
        if (!source.ids.isEmpty()) {
            ranked.remove(source);
        }
        source.ids.add(slot.id());
        ranked.add(source);
    }

    private void discount(Slot<T> slot) {
        unwrittenWeight -= weight(slot);
        unwrittenSize--;
        Optional.ofNullable(unwritten.get(source(slot)))
                .ifPresent(
                        source -> {
                            ranked.remove(source);
                            source.ids.remove(slot.id());
                            if (source.ids.isEmpty()) {
                                unwritten.remove(source(slot));
                            } else {
                                ranked.add(source);
                            }
                        });
    }

    private int weight(Slot<T> slot) {
        return kind.weight(slot.entry().thing());
    }

    private String source(Slot<T> slot) {
        return kind.source(slot.entry().thing());
    }
}
