package meetpost.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import meetpost.agent.outbox.DiskRecord.Gone;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.DiskRecord.Stepped;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.journal.Journal;

/**
 * The part of an outbox that is on disk. What is written survives {@code kill -9} at once, and a
 * power cut after {@link #sync}. Safe for use by several threads; only {@link #sync} waits for the
 * medium.
 */
final class DiskQueue<T> implements AutoCloseable {

    private static final long SEGMENTS = 128;
    private static final long SMALLEST_SEGMENT = 1024;
    private static final long LARGEST_SEGMENT = 128 * 1024;

    /** What is left of the oldest segments, when there is no more room, has at most so many. */
    private static final int REST_SEGMENTS = 2;

    private final DiskFormat<T> format;
    private final Journal journal;
    private final long maxBytes;
    private final long segmentBytes;
    private final Segments<T> segments = new Segments<>();
    private final Shares<T> shares;
    private final List<Long> untold = new ArrayList<>();
    private final SegmentReader<T> reader;

    private DiskQueue(
            Kind<T> kind, Journal journal, long maxBytes, long segmentBytes, long offset) {
        this.format = new DiskFormat<>(kind, offset);
        this.shares = new Shares<>(kind);
        this.maxBytes = maxBytes;
        this.segmentBytes = segmentBytes;
        this.journal = journal;
        this.reader = new SegmentReader<>(journal, format, new Damage(kind));
    }

    /**
     * With what an earlier run left in {@code directory}.
     *
     * @param calendar learns what is known of earlier boots
     */
    static <T> DiskQueue<T> open(
            Kind<T> kind, Path directory, long maxBytes, ClockCorrection calendar)
            throws IOException {
        long segmentBytes =
                Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS));
        Journal journal = Journal.open(directory, segmentBytes);
        List<Long> newestFirst = new ArrayList<>(journal.segments());
        Collections.reverse(newestFirst);
        long offset = lastId(kind, journal, newestFirst) - OutboxIndex.LAST_OF_EARLIER_RUNS;
        var diskQueue = new DiskQueue<>(kind, journal, maxBytes, segmentBytes, offset);
        new DiskScan<>(diskQueue.reader, diskQueue.segments, diskQueue.shares)
                .read(newestFirst, calendar);
        diskQueue.deleteEmpty();
        return diskQueue;
    }

    /** As it is on disk; 0 if there is none. */
    private static <T> long lastId(Kind<T> kind, Journal journal, List<Long> newestFirst)
            throws IOException {
        var format = new DiskFormat<>(kind, 0);
        var last = new AtomicLong();
        for (long segment : newestFirst) {
            journal.read(
                    segment, bytes -> format.kept(bytes).ifPresent(kept -> last.set(kept.id())));
            if (last.get() > 0) {
                break;
            }
        }
        return last.get();
    }

    /** How many wait on disk. */
    synchronized int size() {
        return segments.size();
    }

    /** Records that could not be read, since it was opened. Waits for no disk. */
    long damaged() {
        return reader.damage().records();
    }

    /** What of it was said last, in words. */
    Optional<String> lastDamage() {
        return reader.damage().last();
    }

    /** Whether that one waits on disk. */
    synchronized boolean contains(long id) {
        return segments.contains(id);
    }

    /** Writes things whose ids are higher than those of all before: all of them, or it throws. */
    synchronized void keep(List<Kept<T>> batch) throws IOException {
        batch.forEach(kept -> journal.append(format.bytes(kept)));
        write();
        long written = journal.lastSegment();
        for (Kept<T> kept : batch) {
            segments.add(written, kept);
            shares.count(kept.thing(), 1);
        }
    }

    /** Writes that these need not be sent any more; forgets segments in which none waits. */
    synchronized void gone(Collection<Entry<T>> entries) throws IOException {
        for (Entry<T> entry : entries) {
            if (segments.remove(entry.id())) {
                shares.count(entry.thing(), -1);
                untold.add(entry.id());
            }
        }
        deleteEmpty();
        if (segments.isEmpty()) {
            untold.clear();
        }
        if (!untold.isEmpty()) {
            journal.append(format.bytes(new Gone<>(untold)));
            write();
            segments.touch(journal.lastSegment());
            untold.clear();
        }
    }

    /** Writes what the calendar says now. */
    synchronized void stepped(Timestamp now) throws IOException {
        journal.append(format.bytes(new Stepped<>(now)));
        write();
        segments.touch(journal.lastSegment());
    }

    /** Makes what is written survive a power cut. */
    void sync() throws IOException {
        journal.sync();
    }

    /** The oldest segment that has ids above {@code after}, and of it what waits above that. */
    synchronized Optional<Loaded<T>> load(long after) {
        return segments.after(after)
                .map(
                        spilled -> {
                            List<Kept<T>> things = new ArrayList<>();
                            reader.waiting(spilled, things::add);
                            things.removeIf(kept -> kept.id() <= after);
                            int lost = segments.keepOnly(spilled, things, after);
                            return new Loaded<>(things, spilled.lastId(), lost);
                        });
    }

    /** Drops the oldest of the sources that have most until there is room again. */
    synchronized List<Kept<T>> dropForRoom() {
        List<Kept<T>> dropped = new ArrayList<>();
        while (journal.logBytes() > maxBytes - segmentBytes && !segments.isEmpty()) {
            dropped.addAll(dropOldest());
        }
        return dropped;
    }

    /** Drops segments whose newest thing is too old. */
    synchronized List<Kept<T>> dropAged(Predicate<Kept<T>> tooOld) {
        List<Kept<T>> dropped = new ArrayList<>();
        while (!segments.isEmpty() && segments.first().newest().filter(tooOld).isPresent()) {
            reader.waiting(segments.first(), dropped::add);
            delete(List.of(segments.first()));
        }
        dropped.forEach(kept -> shares.count(kept.thing(), -1));
        return dropped;
    }

    /** Bytes written since the start. */
    long writtenBytes() {
        return journal.writtenBytes();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    /**
     * Of the oldest segment only what other sources than those that have most left in it is kept.
     */
    private List<Kept<T>> dropOldest() {
        List<QueueSegment<T>> parts = segments.oldest();
        List<Kept<T>> dropped = new ArrayList<>();
        parts.forEach(part -> reader.waiting(part, dropped::add));
        double mean = (double) size() / shares.sources();
        List<Kept<T>> rest =
                new ArrayList<>(
                        dropped.stream().filter(kept -> shares.of(kept.thing()) < mean).toList());
        long bytes = rest.stream().mapToLong(kept -> format.bytes(kept).length).sum();
        while (bytes > REST_SEGMENTS * segmentBytes) {
            bytes -= format.bytes(rest.remove(0)).length;
        }
        if (rest.isEmpty() || !rewritten(parts, rest)) {
            delete(parts);
            rest.clear();
        }
        dropped.removeAll(rest);
        dropped.forEach(kept -> shares.count(kept.thing(), -1));
        return dropped;
    }

    private boolean rewritten(List<QueueSegment<T>> parts, List<Kept<T>> rest) {
        Set<Long> ids = new HashSet<>();
        rest.forEach(kept -> ids.add(kept.id()));
        List<Long> numbers = parts.stream().map(QueueSegment::segment).toList();
        try {
            journal.rewrite(numbers, bytes -> isOneOf(ids, bytes));
        } catch (IOException e) {
            // Not even room for what is left of them: all of them go, and are counted.
            return false;
        }
        var merged = new QueueSegment<T>(numbers.get(numbers.size() - 1), true);
        rest.forEach(merged::add);
        parts.forEach(segments::remove);
        segments.put(merged);
        return true;
    }

    /** One of these things, or what the calendar said: newer segments may need it. */
    private boolean isOneOf(Set<Long> ids, byte[] bytes) {
        return format.kept(bytes).filter(kept -> ids.contains(kept.id())).isPresent()
                || format.of(bytes).filter(Stepped.class::isInstance).isPresent();
    }

    private void write() throws IOException {
        try {
            journal.write();
        } catch (IOException e) {
            journal.forgetPending();
            throw e;
        }
    }

    /** From the oldest on: what newer ones say of the readings in it is not needed any more. */
    private void deleteEmpty() {
        while (!segments.isEmpty() && segments.first().isEmpty()) {
            delete(List.of(segments.first()));
        }
    }

    private void delete(List<QueueSegment<T>> parts) {
        parts.forEach(part -> journal.delete(part.segment()));
        parts.forEach(segments::remove);
    }
}
