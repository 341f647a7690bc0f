package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.Shelf.Slot;
import meetpost.agent.outbox.Spill.Loaded;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;

/**
 * An outbox in memory, and on disk what has waited for {@code flush} or has no room in memory: a
 * card is not worn while the broker is there. What was written survives {@code kill -9} and a power
 * cut. While the disk is full or read-only it goes on in memory.
 *
 * <p>Safe for use by several threads. A {@link DiskWriter} writes for it.
 */
public final class DiskOutbox implements Outbox {

    /** So many readings are written in one piece. */
    private static final int BATCH = 100;

    private final OutboxSettings settings;
    private final Calendar calendar;
    private final Semaphore bell = new Semaphore(0);

    /** Empty while there is no disk. Its lock is taken before that of this. */
    private volatile Optional<Spill> spill = Optional.empty();

    /** Guarded by this, as all that follows: what is to be taken. */
    private final Shelf waiting = new Shelf();

    private final Shelf out = new Shelf();

    /** On disk, done with, and the disk does not know yet. */
    private Map<Long, Entry> gone = new HashMap<>();

    private long lastId;

    /** Up to here ids are of an earlier run. */
    private long restoredUpTo;

    /** Up to here what waits is on disk, too or only. */
    private long writtenUpTo;

    /** Up to here what waits is in memory, too or only. */
    private long loadedUpTo;

    /** From here on as well. */
    private long evictedUpTo;

    private int onDisk;
    private boolean diskWorks;
    private long dropped;

    DiskOutbox(OutboxSettings settings, Calendar calendar) {
        this.settings = requireNonNull(settings, "settings");
        this.calendar = requireNonNull(calendar, "calendar");
    }

    @Override
    public synchronized void add(Reading reading) {
        dropAged();
        makeRoom();
        lastId++;
        waiting.put(new Slot(new Entry(lastId, reading, false), calendar.now()));
        if (isFull()) {
            ring();
        }
    }

    @Override
    public Optional<Entry> next() {
        return next(0);
    }

    @Override
    public Optional<Entry> next(long from) {
        Optional<Entry> next = take(from);
        while (next.isEmpty() && load(from)) {
            next = take(from);
        }
        return next;
    }

    @Override
    public synchronized long mark() {
        return lastId + 1;
    }

    @Override
    public synchronized void confirm(Entry entry) {
        out.take(entry.id()).ifPresent(this::forget);
    }

    @Override
    public synchronized void giveBack(Entry entry) {
        out.take(entry.id()).map(Slot::givenBack).ifPresent(waiting::put);
    }

    @Override
    public synchronized int size() {
        return unwrittenSize() + onDisk;
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    /** Bytes written to disk since the start. */
    public long writtenBytes() {
        return spill.map(Spill::writtenBytes).orElse(0L);
    }

    /**
     * Takes what an earlier run left.
     *
     * @return false if ids on disk and in memory would mix
     */
    boolean use(Spill disk) {
        synchronized (disk) {
            synchronized (this) {
                if (lastId > 0 && disk.lastId() > 0) {
                    return false;
                }
                if (disk.lastId() > 0) {
                    lastId = disk.lastId();
                    restoredUpTo = lastId;
                    writtenUpTo = lastId;
                    evictedUpTo = lastId;
                }
                onDisk = disk.size();
                spill = Optional.of(disk);
                diskWorks = true;
                return true;
            }
        }
    }

    /** While the disk does not work, memory has to do. */
    synchronized void diskWorks(boolean works) {
        diskWorks = works;
    }

    /** Since when what is not on disk has waited; empty if nothing has. */
    synchronized Optional<Moment> unwrittenSince() {
        return unwritten().findFirst().map(Slot::came);
    }

    /** Whether so much of memory is not on disk yet that it had better be. */
    synchronized boolean isFull() {
        int half = Math.max(1, settings.memory() / 2);
        return inMemory() >= half && unwrittenSize() >= half;
    }

    /** Ends {@link #awaitWork}. */
    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Writes what is in memory only. */
    void write(Spill disk) throws IOException {
        long end = mark();
        while (writeBatch(disk, end)) {
            dropFromDisk(disk);
        }
    }

    /** Tells the disk what it need not keep any more. */
    void tellGone(Spill disk) throws IOException {
        synchronized (disk) {
            Map<Long, Entry> told;
            synchronized (this) {
                told = gone;
                gone = new HashMap<>();
            }
            disk.gone(told.values());
        }
    }

    /** Drops from the disk what is too much or too old. */
    void dropFromDisk(Spill disk) {
        synchronized (disk) {
            List<Kept> lost = new ArrayList<>(disk.dropForRoom());
            lost.addAll(
                    disk.dropAged(
                            kept ->
                                    calendar.olderThan(
                                            settings.maxAge(), kept.moment(), kept.reading())));
            synchronized (this) {
                for (Kept kept : lost) {
                    waiting.take(kept.id());
                    out.take(kept.id());
                    dropped += gone.containsKey(kept.id()) ? 0 : 1;
                }
                recount(disk);
            }
        }
    }

    /** Blocks until there is something to tell the disk or memory is full, or for {@code max}. */
    void awaitWork(Duration max) throws InterruptedException {
        if (bell.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    private boolean writeBatch(Spill disk, long end) throws IOException {
        synchronized (disk) {
            List<Kept> batch;
            synchronized (this) {
                batch =
                        unwritten()
                                .filter(slot -> slot.id() < end)
                                .limit(BATCH)
                                .map(
                                        slot ->
                                                new Kept(
                                                        slot.id(),
                                                        slot.came(),
                                                        slot.entry().reading()))
                                .toList();
            }
            if (batch.isEmpty()) {
                return false;
            }
            disk.keep(batch);
            synchronized (this) {
                batch.forEach(this::written);
                recount(disk);
            }
            return true;
        }
    }

    private void written(Kept kept) {
        writtenUpTo = kept.id();
        if (!waiting.contains(kept.id()) && !out.contains(kept.id())) {
            gone.put(kept.id(), new Entry(kept.id(), kept.reading(), false));
        }
    }

    /** What is in memory only, the oldest first. */
    private Stream<Slot> unwritten() {
        return Stream.concat(waiting.above(writtenUpTo).stream(), out.above(writtenUpTo).stream())
                .sorted(Comparator.comparing(Slot::id));
    }

    private synchronized Optional<Entry> take(long from) {
        dropAged();
        Optional<Slot> oldest = waiting.oldest(from);
        if (oldest.isEmpty() || mustLoad(from)) {
            return Optional.empty();
        }
        Slot slot = oldest.get();
        waiting.take(slot.id());
        out.put(slot);
        return Optional.of(
                new Entry(
                        slot.id(),
                        calendar.corrected(slot.entry().reading(), slot.came()),
                        slot.entry().givenBack()));
    }

    /** Whether something on disk is older than what would be taken from memory. */
    private boolean mustLoad(long from) {
        return from <= evictedUpTo
                && loadedUpTo < evictedUpTo
                && waiting.oldest(from).filter(slot -> slot.id() <= loadedUpTo).isEmpty();
    }

    /** Says whether there was something to load. */
    private boolean load(long from) {
        if (spill.isEmpty()) {
            return false;
        }
        Spill disk = spill.get();
        synchronized (disk) {
            synchronized (this) {
                if (!mustLoad(from)) {
                    return false;
                }
            }
            Optional<Loaded> loaded = disk.load(loadedUpTo());
            synchronized (this) {
                loadedUpTo = loaded.map(Loaded::upTo).orElse(evictedUpTo);
                loaded.ifPresent(this::loaded);
                recount(disk);
            }
            return true;
        }
    }

    private synchronized long loadedUpTo() {
        return loadedUpTo;
    }

    private void loaded(Loaded loaded) {
        dropped += loaded.lost();
        for (Kept kept : loaded.readings()) {
            long id = kept.id();
            if (!waiting.contains(id) && !out.contains(id) && !gone.containsKey(id)) {
                waiting.put(
                        new Slot(new Entry(id, kept.reading(), id <= restoredUpTo), kept.moment()));
            }
        }
    }

    private void recount(Spill disk) {
        gone.keySet().removeIf(id -> !disk.contains(id));
        onDisk = disk.size() - gone.size();
    }

    private int unwrittenSize() {
        return waiting.above(writtenUpTo).size() + out.above(writtenUpTo).size();
    }

    private int inMemory() {
        return waiting.size() + out.size();
    }

    /** Takes from memory what is on disk too; what is not may wait for the disk, if that works. */
    private void makeRoom() {
        Optional<Slot> written = evictable();
        while (inMemory() >= settings.memory() && written.isPresent()) {
            waiting.take(written.get().id());
            evictedUpTo = Math.max(evictedUpTo, written.get().id());
            written = evictable();
        }
        int limit = diskWorks ? 2 * settings.memory() : settings.memory();
        while (inMemory() >= limit && unwrittenSize() >= limit) {
            // What is out may be on the broker already: it goes last.
            drop(waiting.above(writtenUpTo).isEmpty() ? out : waiting);
        }
    }

    private Optional<Slot> evictable() {
        return waiting.oldest(loadedUpTo + 1).filter(slot -> slot.id() <= writtenUpTo);
    }

    private void drop(Shelf shelf) {
        shelf.oldestOfMost(writtenUpTo).ifPresent(slot -> shelf.take(slot.id()));
        dropped++;
    }

    private void dropAged() {
        Optional<Slot> oldest = waiting.oldest();
        while (oldest.filter(this::aged).isPresent()) {
            oldest.flatMap(slot -> waiting.take(slot.id())).ifPresent(this::forget);
            dropped++;
            oldest = waiting.oldest();
        }
    }

    private boolean aged(Slot slot) {
        return calendar.olderThan(settings.maxAge(), slot.came(), slot.entry().reading());
    }

    private void forget(Slot slot) {
        if (slot.id() <= writtenUpTo) {
            onDisk--;
            gone.put(slot.id(), slot.entry());
            ring();
        }
    }
}
