package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import meetpost.journal.Journal;
import meetpost.journal.Recovery;
import org.tinylog.Logger;

/**
 * Blocks of one kind on disk, and which of its files has what time. Files are read when somebody
 * asks for what they have, the oldest and the newest for what is written. For one thread at a time;
 * blocks.
 */
final class BlockJournal implements Closeable {

    /** Each start begins a file: so many short ones become one. */
    private static final int MOST_SHORT = 8;

    private final Path directory;
    private final long segmentBytes;
    private final ClockOffsets offsets;
    private final Journal journal;
    private final Map<Long, Extent> extents = new HashMap<>();
    private final Set<Long> told = new HashSet<>();
    private boolean unforced;

    /** What a file has: each calendar with the first and the last time by it. */
    private record Extent(List<BlockHead> spans) {

        boolean meets(long from, long until, ClockOffsets offsets) {
            return spans.stream()
                    .anyMatch(
                            each -> {
                                long shift = offsets.shift(each.clock());
                                return each.first() + shift < until && each.last() + shift >= from;
                            });
        }

        OptionalLong last(ClockOffsets offsets) {
            return spans.stream()
                    .mapToLong(each -> each.last() + offsets.shift(each.clock()))
                    .max();
        }
    }

    /** Is given one block. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param block behind its head
         * @param shift what its times are to be put forward by, in milliseconds
         */
        void block(BlockHead head, ByteBuffer block, long shift);
    }

    private BlockJournal(Path directory, long segmentBytes, ClockOffsets offsets, Journal journal) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.offsets = offsets;
        this.journal = journal;
    }

    /**
     * Opens it, and makes its directory if it is missing.
     *
     * @param segmentBytes about the length of a file
     * @param offsets learns from what is read
     */
    static BlockJournal open(Path directory, long segmentBytes, ClockOffsets offsets)
            throws IOException {
        requireNonNull(offsets, "offsets");
        var journal = Journal.open(directory, segmentBytes);
        return new BlockJournal(directory, segmentBytes, offsets, journal);
    }

    /** Gives it to the operating system: whole, or what was before is all there is. */
    void write(List<ByteBuffer> blocks) throws IOException {
        if (blocks.isEmpty()) {
            return;
        }
        try {
            journal.write(blocks);
        } catch (IOException e) {
            journal.forgetPending();
            throw e;
        }
        unforced = true;
        extents.remove(journal.lastSegment());
    }

    /** Blocks until the medium has what was written. */
    void sync() throws IOException {
        if (unforced) {
            journal.sync();
            unforced = false;
        }
    }

    /**
     * Gives each block that may have something of that time, oldest first.
     *
     * @param from in milliseconds since 1970
     * @param until before that
     * @param isEnough ends it where it says so between two files
     */
    void visit(long from, long until, BooleanSupplier isEnough, Visitor visitor)
            throws IOException {
        List<Long> segments = journal.segments();
        for (long segment : segments) {
            extent(segment, isEnough);
        }
        for (long segment : segments) {
            if (extent(segment, isEnough).meets(from, until, offsets) && !isEnough.getAsBoolean()) {
                read(
                        segment,
                        (head, block) -> {
                            long shift = offsets.shift(head.clock());
                            if (head.first() + shift < until && head.last() + shift >= from) {
                                visitor.block(head, block, shift);
                            }
                        });
            }
        }
    }

    /** The latest time that any block begins a row with; empty where nothing can be read. */
    OptionalLong last() throws IOException {
        List<Long> segments = journal.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            OptionalLong last = extent(segments.get(i), () -> false).last(offsets);
            if (last.isPresent()) {
                return last;
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Deletes the oldest file if nothing of it is wanted any more.
     *
     * @param before what is older is not wanted, in milliseconds since 1970
     * @param most nor is what makes it longer than so many bytes
     */
    void trim(long before, long most) throws IOException {
        List<Long> segments = journal.segments();
        if (segments.size() < 2) {
            return;
        }
        OptionalLong last = extent(segments.get(0), () -> false).last(offsets);
        if (journal.logBytes() > most || (last.isPresent() && last.getAsLong() < before)) {
            journal.delete(segments.get(0));
            extents.remove(segments.get(0));
            unforced = true;
        }
    }

    /** Makes one file of the last ones, where many starts have left short ones. */
    void join() throws IOException {
        List<Long> segments = journal.segments();
        List<Long> shorts = new ArrayList<>();
        long bytes = 0;
        for (int i = segments.size() - 1; i >= 0; i--) {
            bytes += Files.size(journal.file(segments.get(i)));
            if (bytes > segmentBytes) {
                break;
            }
            shorts.add(0, segments.get(i));
        }
        if (shorts.size() >= MOST_SHORT) {
            journal.rewrite(shorts, any -> true);
            shorts.forEach(extents::remove);
            unforced = true;
        }
    }

    long writtenBytes() {
        return journal.writtenBytes();
    }

    private Extent extent(long segment, BooleanSupplier isEnough) throws IOException {
        Extent known = extents.get(segment);
        if (known != null) {
            return known;
        }
        Map<ClockOffset, BlockHead> spans = new HashMap<>();
        if (isEnough.getAsBoolean()) {
            return new Extent(List.of());
        }
        read(
                segment,
                (head, block) -> {
                    offsets.learn(head.clock(), head.last());
                    spans.merge(
                            head.clock(),
                            head,
                            (one, other) ->
                                    new BlockHead(
                                            one.clock(),
                                            Math.min(one.first(), other.first()),
                                            Math.max(one.last(), other.last())));
                });
        var extent = new Extent(List.copyOf(spans.values()));
        extents.put(segment, extent);
        return extent;
    }

    @FunctionalInterface
    private interface Found {

        void block(BlockHead head, ByteBuffer block);
    }

    private void read(long segment, Found found) throws IOException {
        int[] strange = new int[1];
        Recovery recovery =
                journal.read(
                        segment,
                        bytes -> {
                            ByteBuffer block = ByteBuffer.wrap(bytes);
                            Optional<BlockHead> head = BlockHead.read(block);
                            if (head.isEmpty() || !isRead(head.get(), block, found)) {
                                strange[0]++;
                            }
                        });
        if ((recovery.damaged() > 0 || strange[0] > 0) && told.add(segment)) {
            Logger.warn(
                    "history: {}: {} of {} blocks cannot be read: {}; the others are used, and the"
                            + " file is kept",
                    journal.file(segment),
                    recovery.damaged() + strange[0],
                    recovery.records() + recovery.damaged(),
                    strange[0] > 0
                            ? "written by another version of this program"
                            : "the disk has changed them");
        }
    }

    private static boolean isRead(BlockHead head, ByteBuffer block, Found found) {
        try {
            found.block(head, block);
            return true;
        } catch (RuntimeException e) {
            Logger.debug("history: {}", e);
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
