package meetpost.agent.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.agent.outbox.DiskRecord.Kept;

/**
 * The segments of an outbox's journal: by number, and by the ids of the things in them, which rise
 * with the number. For one thread at a time.
 */
final class Segments<T> {

    private final TreeMap<Long, QueueSegment<T>> byNumber = new TreeMap<>();

    /** Those that ever held a thing. */
    private final TreeMap<Long, QueueSegment<T>> byFirstId = new TreeMap<>();

    private int size;

    /** How many things wait in all of them. */
    int size() {
        return size;
    }

    /** The highest id, 0 if there is none. */
    long lastId() {
        return Optional.ofNullable(byFirstId.lastEntry())
                .map(last -> last.getValue().lastId())
                .orElse(0L);
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** The oldest segment. Not where there is none. */
    QueueSegment<T> first() {
        return byNumber.firstEntry().getValue();
    }

    boolean contains(long id) {
        return of(id).filter(segment -> segment.contains(id)).isPresent();
    }

    /** A segment was written to, which may be a new one. */
    void touch(long number) {
        byNumber.computeIfAbsent(number, any -> new QueueSegment<>(number, false));
    }

    /** A thing was written to the segment with that number; its id is the highest. */
    void add(long number, Kept<T> kept) {
        touch(number);
        QueueSegment<T> segment = byNumber.lastEntry().getValue();
        segment.add(kept);
        byFirstId.put(segment.firstId(), segment);
        size++;
    }

    /** A segment with what waits in it. */
    void put(QueueSegment<T> segment) {
        byNumber.put(segment.segment(), segment);
        if (segment.newest().isPresent()) {
            byFirstId.put(segment.firstId(), segment);
        }
        size += segment.size();
    }

    /** Says whether it waited. */
    boolean remove(long id) {
        boolean waited = of(id).filter(segment -> segment.remove(id)).isPresent();
        size -= waited ? 1 : 0;
        return waited;
    }

    /** The oldest that has ids above {@code id}. */
    Optional<QueueSegment<T>> after(long id) {
        return of(id).filter(segment -> segment.lastId() > id)
                .or(() -> Optional.ofNullable(byFirstId.higherEntry(id)).map(Map.Entry::getValue));
    }

    /** As {@link QueueSegment#keepOnly}. */
    int keepOnly(QueueSegment<T> segment, List<Kept<T>> things, long after) {
        int lost = segment.keepOnly(things, after);
        size -= lost;
        return lost;
    }

    /** The oldest, up to one that holds no rest of others. */
    List<QueueSegment<T>> oldest() {
        List<QueueSegment<T>> oldest = new ArrayList<>();
        for (QueueSegment<T> segment : byNumber.values()) {
            oldest.add(segment);
            if (!segment.rest()) {
                break;
            }
        }
        return oldest;
    }

    void remove(QueueSegment<T> segment) {
        byNumber.remove(segment.segment());
        byFirstId.remove(segment.firstId(), segment);
        size -= segment.size();
    }

    private Optional<QueueSegment<T>> of(long id) {
        return Optional.ofNullable(byFirstId.floorEntry(id)).map(Map.Entry::getValue);
    }
}
