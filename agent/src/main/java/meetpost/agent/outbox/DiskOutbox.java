package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.settings.OutboxSettings;

/**
 * An outbox in memory, and on disk what has waited for {@code flush} or has no room in memory: a
 * card is not worn while the broker is there. What was written survives {@code kill -9} and a power
 * cut. While the disk is full or read-only it goes on in memory.
 *
 * <p>Safe for use by several threads. A {@link DiskWriter} writes for it.
 */
public final class DiskOutbox<T> implements Outbox<T> {

    /** So many are written in one piece. */
    private static final int BATCH = 100;

    private final OutboxSettings settings;
    private final ClockCorrection calendar;
    private final Kind<T> kind;
    private final Semaphore bell = new Semaphore(0);

    /** Guarded by this. Never kept waiting for a disk. */
    private final OutboxIndex<T> index;

    /** Guarded by this: whether what an earlier run left is still to be read. */
    private boolean reading;

    /** Empty while there is no disk. Its lock is taken before that of this. */
    private volatile Optional<DiskQueue<T>> diskQueue = Optional.empty();

    DiskOutbox(Kind<T> kind, OutboxSettings settings, ClockCorrection calendar) {
        this.kind = requireNonNull(kind, "kind");
        this.settings = requireNonNull(settings, "settings");
        this.calendar = requireNonNull(calendar, "calendar");
        this.index = new OutboxIndex<>(kind, settings.memory(), settings.maxAge(), calendar);
    }

    @Override
    public synchronized void add(T thing) {
        index.add(thing);
        if (index.isFull()) {
            ring();
        }
    }

    @Override
    public Optional<Entry<T>> next() {
        return next(Long.MIN_VALUE);
    }

    /** Reads a piece of the disk where the oldest are there. */
    @Override
    public Optional<Entry<T>> next(long from) {
        Optional<Entry<T>> next = take(from);
        while (next.isEmpty() && load(from)) {
            next = take(from);
        }
        return next;
    }

    @Override
    public synchronized long mark() {
        return index.lastId() + 1;
    }

    @Override
    public synchronized void confirm(Entry<T> entry) {
        index.confirm(entry.id());
        if (index.hasGone()) {
            ring();
        }
    }

    @Override
    public synchronized void giveBack(Entry<T> entry) {
        index.giveBack(entry.id());
    }

    @Override
    public synchronized int size() {
        return index.size();
    }

    @Override
    public synchronized boolean isEmpty() {
        return index.size() == 0 && !reading;
    }

    @Override
    public long dropped() {
        long damaged = damaged();
        synchronized (this) {
            return index.dropped() + damaged;
        }
    }

    /** Records on disk that could not be read; those of them that were readings are dropped too. */
    public long damaged() {
        return diskQueue.map(DiskQueue::damaged).orElse(0L);
    }

    /** The last of these, in words. */
    Optional<String> lastDamage() {
        return diskQueue.flatMap(DiskQueue::lastDamage);
    }

    /** Bytes written to disk since the start. */
    public long writtenBytes() {
        return diskQueue.map(DiskQueue::writtenBytes).orElse(0L);
    }

    /** Takes a disk, with what an earlier run left there: that is older than all there is. */
    void use(DiskQueue<T> disk) {
        synchronized (disk) {
            synchronized (this) {
                index.restore(disk.size());
                diskQueue = Optional.of(disk);
                index.diskWorks(true);
                reading = false;
            }
        }
    }

    /**
     * Whether a disk can be written, or soon can: while it cannot, memory has to do, and what an
     * earlier run left there is not waited for.
     */
    synchronized void expectDisk(boolean expected) {
        index.diskWorks(expected);
        reading = expected && diskQueue.isEmpty();
    }

    /** Since when what is not on disk has waited; empty if nothing has. */
    synchronized Optional<Timestamp> unwrittenSince() {
        return index.unwrittenSince();
    }

    /** Whether memory had better be written soon. */
    synchronized boolean isFull() {
        return index.isFull();
    }

    /** Writes what is in memory only. */
    void write(DiskQueue<T> disk) throws IOException {
        long end = mark();
        while (writeBatch(disk, end)) {
            dropFromDisk(disk);
        }
    }

    /** Tells the disk what it need not keep any more. */
    void tellGone(DiskQueue<T> disk) throws IOException {
        synchronized (disk) {
            List<Entry<T>> gone;
            synchronized (this) {
                gone = index.takeGone();
            }
            disk.gone(gone);
        }
    }

    /** Drops from the disk what is too much or too old. */
    void dropFromDisk(DiskQueue<T> disk) {
        synchronized (disk) {
            int before = disk.size();
            List<Kept<T>> lost = new ArrayList<>(disk.dropForRoom());
            lost.addAll(disk.dropAged(this::isAged));
            synchronized (this) {
                index.lost(lost);
                if (disk.size() == before) {
                    index.counted(before);
                } else {
                    index.recount(disk);
                }
            }
        }
    }

    /** Blocks until there is something to tell the disk or memory is full, or for {@code max}. */
    void awaitWork(Duration max) throws InterruptedException {
        if (bell.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    /** Ends {@link #awaitWork}. */
    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private boolean isAged(Kept<T> kept) {
        return calendar.olderThan(settings.maxAge(), kept.moment(), kind.time(kept.thing()));
    }

    private boolean writeBatch(DiskQueue<T> disk, long end) throws IOException {
        synchronized (disk) {
            List<Kept<T>> batch;
            synchronized (this) {
                batch = index.unwritten(BATCH).stream().filter(kept -> kept.id() < end).toList();
            }
            if (batch.isEmpty()) {
                return false;
            }
            disk.keep(batch);
            synchronized (this) {
                index.written(batch);
                index.counted(disk.size());
            }
            return true;
        }
    }

    private synchronized Optional<Entry<T>> take(long from) {
        return index.take(from);
    }

    /** Says whether there was something to load. */
    private boolean load(long from) {
        if (diskQueue.isEmpty()) {
            return false;
        }
        DiskQueue<T> disk = diskQueue.get();
        synchronized (disk) {
            long loadedUpTo;
            synchronized (this) {
                if (!index.mustLoad(from)) {
                    return false;
                }
                loadedUpTo = index.loadedUpTo();
            }
            Optional<Loaded<T>> loaded = disk.load(loadedUpTo);
            synchronized (this) {
                index.loaded(loaded);
                if (loaded.filter(each -> each.lost() > 0).isPresent()) {
                    index.recount(disk);
                }
            }
            return true;
        }
    }
}
