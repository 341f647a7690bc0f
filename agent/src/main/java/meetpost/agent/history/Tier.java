package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;
import meetpost.agent.settings.HistorySettings.Span;

/**
 * Steps of one length: those on disk, and those that are made of shorter ones and not written yet.
 * For one thread at a time; blocks.
 */
final class Tier implements Closeable {

    /** Steps that are written together, so that a block has more than its head. */
    private static final int TOGETHER = 24;

    private static final int MOST_ROWS = 5_000;

    private static final long SHORTEST_SEGMENT = 16 << 10;
    private static final long LONGEST_SEGMENT = 256 << 10;

    /** A row is shorter; what is kept must be bounded where the calendar is wrong, too. */
    private static final long LONGEST_ROW = 24;

    private final Span span;
    private final long every;
    private final long patience;
    private final ToIntFunction<Long> decimals;
    private final BlockJournal blocks;
    private final Map<Long, TreeMap<Long, Summary>> unwritten = new HashMap<>();

    private Tier(Span span, long patience, ToIntFunction<Long> decimals, BlockJournal blocks) {
        this.span = span;
        this.every = span.every().toMillis();
        this.patience = patience;
        this.decimals = requireNonNull(decimals, "decimals");
        this.blocks = blocks;
    }

    /**
     * Opens it.
     *
     * @param shorter for how long those are kept that these are made of: for half of that these
     *     need not be on disk
     * @param decimals that are kept of a series
     */
    static Tier open(
            Span span,
            Duration shorter,
            Path directory,
            ClockOffsets offsets,
            ToIntFunction<Long> decimals)
            throws IOException {
        long steps = span.keep().toMillis() / span.every().toMillis();
        long segment = Math.max(SHORTEST_SEGMENT, Math.min(LONGEST_SEGMENT, steps * 8));
        long patience = Math.min(TOGETHER * span.every().toMillis(), shorter.toMillis() / 2);
        var blocks =
                BlockJournal.open(
                        directory.resolve("steps-" + span.every().toSeconds()), segment, offsets);
        return new Tier(span, patience, decimals, blocks);
    }

    Span span() {
        return span;
    }

    /** The length of a step, in milliseconds. */
    long every() {
        return every;
    }

    /** Writes rows of this length as they are. */
    void write(List<Row> rows, ClockOffset clock) throws IOException {
        List<ByteBuffer> written = new ArrayList<>();
        for (int at = 0; at < rows.size(); at += MOST_ROWS) {
            List<Row> part = rows.subList(at, Math.min(rows.size(), at + MOST_ROWS));
            written.add(StepBlock.of(part, every, clock, decimals));
        }
        blocks.write(written);
    }

    /**
     * Makes these part of what is not written yet.
     *
     * @param length of their steps, in milliseconds
     */
    void add(Row row, long length) {
        long step = Math.floorDiv(row.step() * length, every);
        unwritten
                .computeIfAbsent(row.series(), any -> new TreeMap<>())
                .merge(step, row.summary(), Summary::and);
    }

    /** Writes what is over, once some of it has been for long. */
    void writeDue(ClockOffset clock, long now) throws IOException {
        long over = Math.floorDiv(now, every);
        boolean due =
                unwritten.values().stream()
                        .anyMatch(
                                its ->
                                        !its.isEmpty()
                                                && (its.firstKey() + 1) * every + patience <= now);
        if (!due) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        unwritten.forEach(
                (series, its) ->
                        its.headMap(over)
                                .forEach((step, one) -> rows.add(new Row(series, step, one))));
        write(rows, clock);
        unwritten.values().forEach(its -> its.headMap(over).clear());
        unwritten.values().removeIf(TreeMap::isEmpty);
    }

    /** The time in milliseconds since 1970 from which on nothing is on disk. */
    long end() throws IOException {
        var last = blocks.last();
        return last.isPresent() ? last.getAsLong() + every : Long.MIN_VALUE;
    }

    /** Gives all of that time that is on disk. */
    void stored(
            long from,
            long until,
            LongPredicate wanted,
            BooleanSupplier isEnough,
            Consumer<Row> rows)
            throws IOException {
        blocks.visit(
                from - every,
                until,
                isEnough,
                (head, block, shift) ->
                        StepBlock.read(
                                head, block, every, wanted, row -> rows.accept(moved(row, shift))));
    }

    /** Gives all that is not on disk, of whatever time. */
    void unwritten(LongPredicate wanted, Consumer<Row> rows) {
        unwritten.forEach(
                (series, its) -> {
                    if (wanted.test(series)) {
                        its.forEach((step, one) -> rows.accept(new Row(series, step, one)));
                    }
                });
    }

    private Row moved(Row row, long shift) {
        return shift == 0
                ? row
                : new Row(
                        row.series(),
                        Math.floorDiv(row.step() * every + shift, every),
                        row.summary());
    }

    void join() throws IOException {
        blocks.join();
    }

    /**
     * Deletes what is too old.
     *
     * @param series how many there are
     */
    void trim(long now, int series) throws IOException {
        long steps = span.keep().toMillis() / every;
        long most = Math.max(4 * LONGEST_SEGMENT, 2 * LONGEST_ROW * steps * Math.max(1, series));
        blocks.trim(now - span.keep().toMillis(), most);
    }

    void sync() throws IOException {
        blocks.sync();
    }

    long writtenBytes() {
        return blocks.writtenBytes();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
