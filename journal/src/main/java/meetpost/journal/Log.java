package meetpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The segments, and the one that is written to. Safe for use by several threads. */
final class Log {

    private final Folder folder;
    private final long segmentBytes;
    private final ByteBuffer buffer = FrameWriter.buffer();

    /** Length by number. */
    private final TreeMap<Long, Long> segments;

    /** Ended, and not forced yet. */
    private final List<FrameWriter> behind = new ArrayList<>();

    private Optional<FrameWriter> current = Optional.empty();
    private long nextNumber;
    private boolean dataUnforced;
    private boolean namesUnforced;
    private long bytes;
    private long writtenBytes;

    Log(Folder folder, long segmentBytes) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.segments = folder.logs();
        this.bytes = segments.values().stream().mapToLong(Long::longValue).sum();
        long afterLogs = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        long afterSnapshots = folder.snapshots().stream().reduce(1L, Math::max);
        this.nextNumber = Math.max(afterLogs, afterSnapshots);
    }

    /** What the medium may not have yet. */
    record Unforced(List<FrameWriter> full, Optional<FrameWriter> last, boolean names) {}

    /** Writes a batch into one segment: all of it, or it throws. */
    synchronized void write(List<ByteBuffer> batch, long bytes) throws IOException {
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
        length(writer.number(), writer.length());
        writtenBytes += bytes;
        dataUnforced = true;
    }

    /** Ends the segment that is written to. Gives the number of the next. */
    synchronized long endSegment() {
        current.ifPresent(behind::add);
        current = Optional.empty();
        return nextNumber;
    }

    /** Makes sure that this segment is not written to any more. */
    synchronized void end(long segment) {
        if (current.isPresent() && current.get().number() == segment) {
            endSegment();
        }
    }

    /** What is to be forced now; if that fails, to be given back. */
    synchronized Unforced takeUnforced() {
        var taken =
                new Unforced(
                        List.copyOf(behind),
                        dataUnforced ? current : Optional.empty(),
                        namesUnforced);
        behind.clear();
        dataUnforced = false;
        namesUnforced = false;
        return taken;
    }

    synchronized void giveBack(Unforced unforced) {
        behind.addAll(0, unforced.full());
        dataUnforced |= unforced.last().isPresent();
        namesUnforced |= unforced.names();
    }

    /** The segment's file is gone. */
    synchronized void deleted(long segment) {
        bytes -= segments.getOrDefault(segment, 0L);
        segments.remove(segment);
        namesUnforced = true;
    }

    /** The segment's file is another one. */
    synchronized void rewritten(long segment, long length) {
        length(segment, length);
        writtenBytes += length;
    }

    /** Something else was written. */
    synchronized void wrote(long bytes) {
        writtenBytes += bytes;
    }

    /** Rising. */
    synchronized List<Long> numbers() {
        return List.copyOf(segments.keySet());
    }

    synchronized long bytes() {
        return bytes;
    }

    /** 0 if there is none. */
    synchronized long lastNumber() {
        return segments.isEmpty() ? 0 : segments.lastKey();
    }

    synchronized long writtenBytes() {
        return writtenBytes;
    }

    synchronized void close() throws IOException {
        endSegment();
        for (FrameWriter writer : behind) {
            writer.close();
        }
        behind.clear();
    }

    private void length(long segment, long length) {
        bytes += length - segments.getOrDefault(segment, 0L);
        segments.put(segment, length);
    }

    private FrameWriter beginSegment() throws IOException {
        var writer = new FrameWriter(folder.create(folder.log(nextNumber)), nextNumber, buffer);
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
}
