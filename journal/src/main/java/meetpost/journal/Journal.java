package meetpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import meetpost.journal.Log.Unforced;
import meetpost.journal.Pending.Batch;

/**
 * A crash-safe append-only log in a directory of its own; the package says how it is used. Safe for
 * use by several threads: {@link #append} never waits for a disk, {@link #write} waits for the
 * operating system, {@link #sync} for the medium, without keeping the other two waiting.
 */
public final class Journal implements AutoCloseable {

    private final Folder folder;
    private final StoredRecords stored;

    /** Taken first: for what waits for the medium or moves files about. */
    private final Object files = new Object();

    /** Its lock is taken second: for what is written. */
    private final Log log;

    /** Its lock is taken last. */
    private final Pending pending = new Pending();

    private Journal(Folder folder, Log log) {
        this.folder = folder;
        this.stored = new StoredRecords(folder);
        this.log = log;
    }

    /**
     * Opens the journal in {@code directory}, which is made if it is missing. What it appends goes
     * behind what is there.
     *
     * @param segmentBytes a batch that would make a segment longer begins a new one
     * @throws IOException if the directory can be neither made nor listed
     */
    public static Journal open(Path directory, long segmentBytes) throws IOException {
        return open(directory, segmentBytes, Medium.DISK);
    }

    /** The same on another medium. */
    public static Journal open(Path directory, long segmentBytes, Medium medium)
            throws IOException {
        Folder folder = Folder.open(directory, medium);
        return new Journal(folder, new Log(folder, segmentBytes));
    }

    /** Gives every record that is kept, oldest first. To be called before anything is written. */
    public Recovery replay(Consumer<byte[]> visitor) throws IOException {
        return replay(visitor, (file, recovery) -> {});
    }

    /**
     * The same, and tells of each file that is not whole.
     *
     * @param found given the file, and what was found in it
     */
    public Recovery replay(Consumer<byte[]> visitor, BiConsumer<Path, Recovery> found)
            throws IOException {
        return stored.all(segments(), visitor, found);
    }

    /** Keeps the record, which is not empty, in memory until it is written. Does not block. */
    public void append(byte[] bytes) {
        pending.add(requireContent(ByteBuffer.wrap(bytes)));
    }

    /**
     * Gives all that is pending and then these records to the operating system, without copying
     * them.
     *
     * @throws IOException as {@link #write()} does: copies of the records are pending then
     */
    public void write(List<ByteBuffer> records) throws IOException {
        records.forEach(Journal::requireContent);
        synchronized (log) {
            try {
                write();
                write(Batch.of(records));
            } catch (IOException e) {
                records.forEach(pending::addCopy);
                throw e;
            }
        }
    }

    /** What is appended and not written yet, as it will be on the disk. */
    public long pendingBytes() {
        return pending.bytes();
    }

    /**
     * Gives all that is pending to the operating system.
     *
     * @throws IOException if the disk is full or read-only: everything is still pending then
     */
    public void write() throws IOException {
        synchronized (log) {
            Batch batch = pending.all();
            write(batch);
            pending.remove(batch);
        }
    }

    private void write(Batch batch) throws IOException {
        try {
            log.write(batch.records(), batch.bytes());
        } catch (IOException e) {
            throw failed("cannot write " + batch.bytes() + " bytes", e);
        }
    }

    /** Drops what is pending, where trying again is not wanted. */
    public void forgetPending() {
        synchronized (log) {
            pending.remove(pending.all());
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
            return new Snapshot(this, folder, log.endSegment());
        }
    }

    /** The numbers of the log's files, oldest first; the last one is written to. */
    public List<Long> segments() {
        return log.numbers();
    }

    /** The number of the segment that was written to last; 0 if there is none. */
    public long lastSegment() {
        return log.lastNumber();
    }

    /** Where a segment is, for people. */
    public Path file(long segment) {
        return folder.log(segment);
    }

    /** Gives the records of one segment, as far as it is written. */
    public Recovery read(long segment, Consumer<byte[]> visitor) throws IOException {
        return stored.segment(segment, visitor);
    }

    /**
     * Puts what is to be kept of adjacent segments into the last of them, in one step. Needs room
     * for that meanwhile; a power cut may leave the others too, as they were.
     */
    public void rewrite(List<Long> parts, Predicate<byte[]> keep) throws IOException {
        synchronized (files) {
            parts.forEach(log::end);
            long last = parts.get(parts.size() - 1);
            Path unfinished = folder.unfinished(last);
            try (var writer =
                    new FrameWriter(folder.create(unfinished), last, FrameWriter.buffer())) {
                List<ByteBuffer> kept = new ArrayList<>();
                for (long part : parts) {
                    read(
                            part,
                            one ->
                                    Stream.of(one)
                                            .filter(keep)
                                            .map(ByteBuffer::wrap)
                                            .forEach(kept::add));
                }
                writer.write(kept);
                writer.force();
                folder.beforeReplacing(folder.log(last));
                folder.finish(unfinished, folder.log(last));
                log.rewritten(last, writer.length());
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
            log.end(segment);
            folder.replaced(folder.log(segment));
            log.deleted(segment);
        }
    }

    /** The length of all segments together: what {@link #replay} reads besides the snapshot. */
    public long logBytes() {
        return log.bytes();
    }

    /** Bytes given to the operating system since it was opened. */
    public long writtenBytes() {
        return log.writtenBytes();
    }

    /** Syncs and releases the files. */
    @Override
    public void close() throws IOException {
        try {
            sync();
        } finally {
            log.close();
        }
    }

    /** What a finished snapshot replaces goes. */
    void replace(long snapshot, long bytes) throws IOException {
        synchronized (files) {
            folder.finish(folder.unfinished(snapshot), folder.snapshot(snapshot));
            for (long number : folder.snapshots()) {
                if (number < snapshot) {
                    folder.replaced(folder.snapshot(number));
                }
            }
            log.wrote(bytes);
            log.numbers().stream().filter(number -> number < snapshot).forEach(this::delete);
        }
    }

    private void force() throws IOException {
        synchronized (files) {
            Unforced unforced = log.takeUnforced();
            try {
                for (FrameWriter writer : unforced.full()) {
                    writer.force();
                }
                if (unforced.last().isPresent()) {
                    unforced.last().get().force();
                }
                if (unforced.names()) {
                    folder.force();
                }
            } catch (IOException e) {
                log.giveBack(unforced);
                throw failed("cannot force to the medium", e);
            }
            for (FrameWriter writer : unforced.full()) {
                writer.close();
            }
        }
    }

    /** An empty frame has a meaning of its own: it ends a snapshot. */
    static ByteBuffer requireContent(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            throw new IllegalArgumentException("a record is not empty");
        }
        return bytes;
    }

    private IOException failed(String what, IOException cause) {
        return new IOException(
                "journal %s: %s: %s".formatted(folder.path(), what, cause.getMessage()), cause);
    }
}
