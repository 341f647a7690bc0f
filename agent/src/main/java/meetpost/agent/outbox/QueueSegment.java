package meetpost.agent.outbox;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import meetpost.agent.outbox.DiskRecord.Kept;

/**
 * One segment of the journal, and which of the things in it still wait. For one thread at a time.
 */
final class QueueSegment<T> {

    private final long segment;
    private final boolean rest;
    private final BitSet waiting = new BitSet();
    private long firstId;
    private int size;
    private int missing;
    private Optional<Kept<T>> newest = Optional.empty();

    /** With {@code rest}: it holds what was left of others when there was no more room for them. */
    QueueSegment(long segment, boolean rest) {
        this.segment = segment;
        this.rest = rest;
    }

    long segment() {
        return segment;
    }

    boolean rest() {
        return rest;
    }

    /** Things come by rising id. */
    void add(Kept<T> kept) {
        if (newest.isEmpty()) {
            firstId = kept.id();
        }
        newest = Optional.of(kept);
        waiting.set(bit(kept.id()));
        size++;
    }

    /** Says whether it was waiting here. */
    boolean remove(long id) {
        boolean waited = contains(id);
        if (waited) {
            waiting.clear(bit(id));
            size--;
        }
        return waited;
    }

    boolean contains(long id) {
        return newest.isPresent() && id >= firstId && id <= lastId() && waiting.get(bit(id));
    }

    /** Of those above {@code after} only these wait; gives how many others did. */
    int keepOnly(List<Kept<T>> things, long after) {
        int before = size;
        if (lastId() > after) {
            waiting.clear(bit(Math.max(firstId, after + 1)), bit(lastId()) + 1);
            things.forEach(kept -> waiting.set(bit(kept.id())));
            size = waiting.cardinality();
        }
        missing = 0;
        return before - size;
    }

    /** How many of so many that cannot be found were not known to be missing. */
    int newlyMissing(int now) {
        int more = Math.max(0, now - missing);
        missing = Math.max(missing, now);
        return more;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** 0 if it never held one. */
    long firstId() {
        return firstId;
    }

    /** 0 if it never held one. */
    long lastId() {
        return newest.map(Kept::id).orElse(0L);
    }

    /** What came last. */
    Optional<Kept<T>> newest() {
        return newest;
    }

    private int bit(long id) {
        return (int) (id - firstId);
    }
}
