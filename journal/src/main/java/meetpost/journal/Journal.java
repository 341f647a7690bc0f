package meetpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A crash-safe append-only log in a directory of its own; the package says how it is used. Safe for
 * use by several threads: {@link #append} never waits for a disk, {@link #write} waits for the
 * operating system, {@link #sync} for the medium, without keeping the other two waiting.
 */
public final class Journal implements AutoCloseable {

    private final Folder folder;
    private final long segmentBytes;
    private final ByteBuffer buffer = FrameWriter.buffer();

    /** Taken first: for what waits for the medium or moves files about. */
    private final Object files = new Object();

    /** Taken second: for what is written to. */
    private final Object log = new Object();

    /** Taken last: for what waits to be written. */
    private final Object appended = new Object();

    private final List<byte[]> pending = new ArrayList<>();
    private long pendingBytes;

    /** Length by number. Guarded by log, as all that follows. */
    private final TreeMap<Long, Long> segments;

    private final List<FrameWriter> behind = new ArrayList<>();
    private Optional<FrameWriter> current = Optional.empty();
    private long nextNumber;
    private boolean dataUnforced;
    private boolean namesUnforced;
    private long writtenBytes;

    private Journal(Folder folder, long segmentBytes) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.segments = folder.logs();
        long afterLogs = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        long afterSnapshots = folder.snapshots().stream().reduce(1L, Math::max);
        this.nextNumber = Math.max(afterLogs, afterSnapshots);
    }

    /**
     * Opens the journal in {@code directory}, which is made if it is missing. What it appends goes
     * behind what is there.
     *
     * @param segmentBytes a batch that would make a segment longer begins a new one
     * @throws IOException if the directory can be neither made nor listed
     */
    public static Journal open(Path directory, long segmentBytes) throws IOException {
        return new Journal(Folder.open(directory), segmentBytes);
    }

    /** Gives every record that is kept, oldest first. To be called before anything is written. */
    public Recovery replay(Consumer<byte[]> visitor) throws IOException {
        long base = newestWholeSnapshot();
        var reader = new FrameReader(visitor);
        if (base > 0) {
            reader.read(folder.snapshot(base), ~base);
        }
        for (long segment : segments()) {
            if (segment >= base) {
                reader.read(folder.log(segment), segment);
            }
        }
        return reader.recovery();
    }

    /** Keeps the record, which is not empty, in memory until it is written. Does not block. */
    public void append(byte[] bytes) {
        requireContent(bytes);
        synchronized (appended) {
            pending.add(bytes);
            pendingBytes += FrameWriter.HEADER + bytes.length;
        }
    }

    /** What is appended and not written yet, as it will be on the disk. */
    public long pendingBytes() {
        synchronized (appended) {
            return pendingBytes;
        }
    }

    /**
     * Gives all that is pending to the operating system.
     *
     * @throws IOException if the disk is full or read-only: everything is still pending then
     */
    public void write() throws IOException {
        synchronized (log) {
            List<byte[]> batch;
            long bytes;
            synchronized (appended) {
                batch = List.copyOf(pending);
                bytes = pendingBytes;
            }
            try {
                write(batch, bytes);
            } catch (IOException e) {
                throw failed("cannot write " + bytes + " bytes", e);
            }
            synchronized (appended) {
                pending.subList(0, batch.size()).clear();
                pendingBytes -= bytes;
            }
        }
    }

    /** Drops what is pending, where trying again is not wanted. */
    public void forgetPending() {
        synchronized (log) {
            synchronized (appended) {
                pending.clear();
                pendingBytes = 0;
            }
        }
    }

    /**
     * Writes, and blocks until the medium has it. Costs nothing when there is nothing new.
     *
     * @throws IOException if writing failed, what was written before is safe nevertheless; or if
     *     the medium did. The next call tries again
     */
    public void sync() throws IOException {
        try {
            write();
        } finally {
            force();
        }
    }

    /**
     * Begins a snapshot of what was appended before this call: what is appended afterwards comes
     * after it. One at a time. Writes what is pending.
     */
    public Snapshot snapshot() throws IOException {
        synchronized (log) {
            write();
            endSegment();
            return new Snapshot(this, folder, nextNumber);
        }
    }

    /** The numbers of the log's files, oldest first; the last one is written to. */
    public List<Long> segments() {
        synchronized (log) {
            return List.copyOf(segments.keySet());
        }
    }

    /** Gives the records of one segment, as far as it is written. */
    public Recovery read(long segment, Consumer<byte[]> visitor) throws IOException {
        return new FrameReader(visitor).read(folder.log(segment), segment).recovery();
    }

    /**
     * Puts what is to be kept of adjacent segments into the last of them, in one step. Needs room
     * for that meanwhile; a power cut may leave the others too, as they were.
     */
    public void rewrite(List<Long> parts, Predicate<byte[]> keep) throws IOException {
        synchronized (files) {
            parts.forEach(this::endSegment);
            long last = parts.get(parts.size() - 1);
            Path unfinished = folder.unfinished(last);
            try (var writer = new FrameWriter(unfinished, last, FrameWriter.buffer())) {
                List<byte[]> kept = new ArrayList<>();
                for (long part : parts) {
                    read(part, bytes -> Stream.of(bytes).filter(keep).forEach(kept::add));
                }
                writer.write(kept);
                writer.force();
                folder.finish(unfinished, folder.log(last));
                synchronized (log) {
                    segments.put(last, writer.length());
                    writtenBytes += writer.length();
                }
                parts.stream().filter(part -> part != last).forEach(this::delete);
            } catch (IOException e) {
                folder.deleteIfPossible(unfinished);
                throw failed("cannot rewrite segments " + parts, e);
            }
        }
    }

    /** Forgets a segment, for good after the next {@link #sync}. */
    public void delete(long segment) {
        synchronized (files) {
            endSegment(segment);
            folder.deleteIfPossible(folder.log(segment));
            synchronized (log) {
                segments.remove(segment);
                namesUnforced = true;
            }
        }
    }

    /** The length of all segments together: what {@link #replay} reads besides the snapshot. */
    public long logBytes() {
        synchronized (log) {
            return segments.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Bytes given to the operating system since it was opened. */
    public long writtenBytes() {
        synchronized (log) {
            return writtenBytes;
        }
    }

    /** Syncs and releases the files. */
    @Override
    public void close() throws IOException {
        try {
            sync();
        } finally {
            synchronized (log) {
                endSegment();
                for (FrameWriter writer : behind) {
                    writer.close();
                }
                behind.clear();
            }
        }
    }

    /** What a finished snapshot replaces goes. */
    void replace(long snapshot, long bytes) throws IOException {
        synchronized (files) {
            folder.finish(folder.unfinished(snapshot), folder.snapshot(snapshot));
            for (long number : folder.snapshots()) {
                if (number < snapshot) {
                    folder.deleteIfPossible(folder.snapshot(number));
                }
            }
            synchronized (log) {
                writtenBytes += bytes;
                for (long number : List.copyOf(segments.headMap(snapshot).keySet())) {
                    delete(number);
                }
            }
        }
    }

    private void force() throws IOException {
        synchronized (files) {
            List<FrameWriter> full;
            Optional<FrameWriter> last;
            boolean names;
            synchronized (log) {
                full = List.copyOf(behind);
                last = dataUnforced ? current : Optional.empty();
                names = namesUnforced;
                behind.clear();
                dataUnforced = false;
                namesUnforced = false;
            }
            try {
                for (FrameWriter writer : full) {
                    writer.force();
                }
                if (last.isPresent()) {
                    last.get().force();
                }
                if (names) {
                    folder.force();
                }
            } catch (IOException e) {
                synchronized (log) {
                    behind.addAll(0, full);
                    dataUnforced |= last.isPresent();
                    namesUnforced |= names;
                }
                throw failed("cannot force to the medium", e);
            }
            for (FrameWriter writer : full) {
                writer.close();
            }
        }
    }

    private void write(List<byte[]> batch, long bytes) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        if (current.isPresent() && current.get().length() + bytes > segmentBytes) {
            endSegment();
        }
        FrameWriter writer = current.isPresent() ? current.get() : beginSegment();
        try {
            writer.write(batch);
        } finally {
            forgetIfUseless(writer);
        }
        segments.put(writer.number(), writer.length());
        writtenBytes += bytes;
        dataUnforced = true;
    }

    private FrameWriter beginSegment() throws IOException {
        var writer = new FrameWriter(folder.log(nextNumber), nextNumber, buffer);
        nextNumber++;
        current = Optional.of(writer);
        namesUnforced = true;
        return writer;
    }

    /** One that could not be begun is no segment; a thread's interrupt closes one for good. */
    private void forgetIfUseless(FrameWriter writer) throws IOException {
        if (writer.length() == 0 || !writer.isOpen()) {
            current = Optional.empty();
            writer.close();
        }
        if (writer.length() == 0) {
            folder.deleteIfPossible(folder.log(writer.number()));
        }
    }

    private void endSegment() {
        current.ifPresent(behind::add);
        current = Optional.empty();
    }

    private void endSegment(long segment) {
        synchronized (log) {
            if (current.isPresent() && current.get().number() == segment) {
                endSegment();
            }
        }
    }

    /** 0 if there is no snapshot; the newest one if none is whole. */
    private long newestWholeSnapshot() throws IOException {
        List<Long> numbers = folder.snapshots();
        for (int i = numbers.size() - 1; i >= 0; i--) {
            long number = numbers.get(i);
            var reader = new FrameReader(bytes -> {}).read(folder.snapshot(number), ~number);
            if (reader.ended() && reader.recovery().whole()) {
                return number;
            }
        }
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** An empty frame has a meaning of its own: it ends a snapshot. */
    static void requireContent(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a record is not empty");
        }
    }

    private IOException failed(String what, IOException cause) {
        return new IOException(
                "journal %s: %s: %s".formatted(folder.path(), what, cause.getMessage()), cause);
    }
}
