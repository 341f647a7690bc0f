package meetpost.agent.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.outbox.SourceQueue.Slot;

/**
 * What an outbox has in memory, and what it knows of its disk. Ids tell what is where: rising with
 * age, those up to one point are on disk, those up to another were taken from there again. Those of
 * this run begin at 1; those of earlier runs, which the disk tells of later, are below 0. What an
 * operation costs does not depend on how much waits, but for a logarithm.
 *
 * <p>For one thread at a time; touches no disk.
 */
final class OutboxIndex<T> {

    /** The highest id that something of an earlier run can have. */
    static final long LAST_OF_EARLIER_RUNS = -1;

    private final Kind<T> kind;
    private final int capacity;
    private final Duration maxAge;
    private final ClockCorrection calendar;
    private final SourceQueue<T> waiting;
    private final SourceQueue<T> out;

    /** On disk, done with, and the disk does not know yet. */
    private Map<Long, Entry<T>> gone = new HashMap<>();

    private long lastId;

    /** Up to here what waits is on disk, too or only. */
    private long writtenUpTo;

    /** Up to here what waits is in memory, too or only. */
    private long loadedUpTo = Long.MIN_VALUE;

    /** Above here as well. */
    private long evictedUpTo = Long.MIN_VALUE;

    private int onDisk;
    private boolean diskWorks;
    private long dropped;

    /**
     * For as much as {@code capacity} readings weigh in memory, and while a disk works as many that
     * are to be written.
     */
    OutboxIndex(Kind<T> kind, int capacity, Duration maxAge, ClockCorrection calendar) {
        this.kind = kind;
        this.capacity = capacity;
        this.maxAge = maxAge;
        this.calendar = calendar;
        waiting = new SourceQueue<>(kind);
        out = new SourceQueue<>(kind);
    }

    /** There is a disk, with so many of earlier runs. */
    void restore(int sizeOnDisk) {
        if (sizeOnDisk > 0) {
            evictedUpTo = Math.max(evictedUpTo, LAST_OF_EARLIER_RUNS);
        }
        onDisk = sizeOnDisk;
    }

    void diskWorks(boolean works) {
        diskWorks = works;
    }

    void add(T thing) {
        dropAged();
        makeRoom();
        lastId++;
        waiting.put(new Slot<>(new Entry<>(lastId, thing, false), calendar.now()));
    }

    /** Empty if there is none in memory, or an older one might be on disk only. */
    Optional<Entry<T>> take(long from) {
        dropAged();
        if (mustLoad(from)) {
            return Optional.empty();
        }
        Optional<Slot<T>> oldest = waiting.oldest(from).flatMap(slot -> waiting.take(slot.id()));
        oldest.ifPresent(out::put);
        return oldest.map(
                slot -> new Entry<>(slot.id(), corrected(slot), slot.entry().givenBack()));
    }

    private T corrected(Slot<T> slot) {
        T thing = slot.entry().thing();
        Instant time = calendar.corrected(kind.time(thing), slot.came());
        return kind.corrected(thing, time, ClockCorrection.isKnown(time));
    }

    /** Whether something on disk may be older than what would be taken from memory. */
    boolean mustLoad(long from) {
        return from <= evictedUpTo
                && loadedUpTo < evictedUpTo
                && waiting.oldest(from).filter(slot -> slot.id() <= loadedUpTo).isEmpty();
    }

    long loadedUpTo() {
        return loadedUpTo;
    }

    /** Empty: there is nothing more on disk. */
    void loaded(Optional<Loaded<T>> loaded) {
        loadedUpTo = loaded.map(Loaded::upTo).orElse(evictedUpTo);
        loaded.ifPresent(this::loaded);
    }

    private void loaded(Loaded<T> loaded) {
        for (Kept<T> kept : loaded.things()) {
            if (!isInMemory(kept.id()) && !gone.containsKey(kept.id())) {
                boolean before = kept.id() <= LAST_OF_EARLIER_RUNS;
                var entry = new Entry<>(kept.id(), kept.thing(), before);
                waiting.put(new Slot<>(entry, kept.moment()));
            }
        }
    }

    void confirm(long id) {
        out.take(id).ifPresent(this::forget);
    }

    void giveBack(long id) {
        out.take(id).map(Slot::givenBack).ifPresent(waiting::put);
    }

    long lastId() {
        return lastId;
    }

    int size() {
        return waiting.unwrittenSize() + out.unwrittenSize() + onDisk;
    }

    long dropped() {
        return dropped;
    }

    /** Whether there is something that the disk should know. */
    boolean hasGone() {
        return !gone.isEmpty();
    }

    /** What the disk should know, which it is taken to do from now on. */
    List<Entry<T>> takeGone() {
        List<Entry<T>> taken = List.copyOf(gone.values());
        gone = new HashMap<>();
        return taken;
    }

    /** Since when the oldest of what is in memory only is there. */
    Optional<Timestamp> unwrittenSince() {
        Optional<Slot<T>> waits = waiting.oldestUnwritten();
        Optional<Slot<T>> isOut = out.oldestUnwritten();
        return waits.filter(slot -> isOut.filter(other -> other.id() < slot.id()).isEmpty())
                .or(() -> isOut)
                .map(Slot::came);
    }

    /** What is in memory only, the oldest first, so many at most. */
    List<Kept<T>> unwritten(int most) {
        List<Slot<T>> oldest = new ArrayList<>(waiting.unwritten(most));
        oldest.addAll(out.unwritten(most));
        return oldest.stream()
                .sorted(Comparator.comparing(Slot<T>::id))
                .limit(most)
                .map(slot -> new Kept<>(slot.id(), slot.came(), slot.entry().thing()))
                .toList();
    }

    /** Whether so much is in memory only that it had better be written soon. */
    boolean isFull() {
        int half = Math.max(1, capacity / 2);
        return inMemory() >= half && unwrittenWeight() >= half;
    }

    /** These are on disk now; some of them may have been confirmed meanwhile. */
    void written(List<Kept<T>> batch) {
        for (Kept<T> kept : batch) {
            writtenUpTo = kept.id();
            waiting.written(writtenUpTo);
            out.written(writtenUpTo);
            if (!isInMemory(kept.id())) {
                gone.put(kept.id(), new Entry<>(kept.id(), kept.thing(), false));
            }
        }
    }

    /** These are on disk no more, and nowhere else. */
    void lost(List<Kept<T>> lost) {
        for (Kept<T> kept : lost) {
            waiting.take(kept.id());
            out.take(kept.id());
            dropped += gone.containsKey(kept.id()) ? 0 : 1;
        }
    }

    /** The disk has so many now, and is still to be told of {@link #takeGone}. */
    void counted(int sizeOnDisk) {
        onDisk = sizeOnDisk - gone.size();
    }

    /** The disk lost some, or dropped them: it need not be told of those. */
    void recount(DiskQueue<T> disk) {
        gone.keySet().removeIf(id -> !disk.contains(id));
        counted(disk.size());
    }

    private boolean isInMemory(long id) {
        return waiting.contains(id) || out.contains(id);
    }

    private int inMemory() {
        return waiting.weight() + out.weight();
    }

    private int unwrittenWeight() {
        return waiting.unwrittenWeight() + out.unwrittenWeight();
    }

    /** Takes from memory what is on disk too; what is not may wait for the disk, if that works. */
    private void makeRoom() {
        Optional<Slot<T>> written = evictable();
        while (inMemory() >= capacity && written.isPresent()) {
            waiting.take(written.get().id());
            evictedUpTo = Math.max(evictedUpTo, written.get().id());
            written = evictable();
        }
        int limit = diskWorks ? 2 * capacity : capacity;
        while (inMemory() >= limit && unwrittenWeight() >= limit) {
            // What is out may be on the broker already: it goes last.
            drop(waiting.unwrittenSize() == 0 ? out : waiting);
        }
    }

    private Optional<Slot<T>> evictable() {
        return waiting.oldest(loadedUpTo + 1).filter(slot -> slot.id() <= writtenUpTo);
    }

    private void drop(SourceQueue<T> queue) {
        queue.oldestOfMost().ifPresent(slot -> queue.take(slot.id()));
        dropped++;
    }

    private void dropAged() {
        Optional<Slot<T>> oldest = waiting.oldest();
        while (oldest.filter(this::isAged).isPresent()) {
            oldest.flatMap(slot -> waiting.take(slot.id())).ifPresent(this::forget);
            dropped++;
            oldest = waiting.oldest();
        }
    }

    private boolean isAged(Slot<T> slot) {
        return calendar.olderThan(maxAge, slot.came(), kind.time(slot.entry().thing()));
    }

    private void forget(Slot<T> slot) {
        if (slot.id() <= writtenUpTo) {
            onDisk--;
            gone.put(slot.id(), slot.entry());
        }
    }
}
