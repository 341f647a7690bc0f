package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;
import meetpost.agent.settings.HistorySettings.Span;

/** All that is on disk: steps of each length, and changes. For one thread at a time; blocks. */
final class HistoryStore implements Closeable {

    private static final long CHANGES_SEGMENT = 128 << 10;
    private static final long MOST_CHANGES = 16 << 20;
    private static final long SLACK = 20;

    private final List<Tier> tiers;
    private final BlockJournal changes;
    private final ClockOffsets offsets;
    private final long longest;

    private HistoryStore(
            List<Tier> tiers, BlockJournal changes, ClockOffsets offsets, long longest) {
        this.offsets = offsets;
        this.tiers = tiers;
        this.changes = changes;
        this.longest = longest;
    }

    /** Opens it, and finds what longer steps lack of shorter ones. */
    static HistoryStore open(
            List<Span> spans, Path directory, Clocks clocks, ToIntFunction<Long> decimals)
            throws IOException {
        requireNonNull(directory, "directory");
        var offsets = new ClockOffsets();
        offsets.learn(clocks.now(), clocks.time());
        var opened = new ArrayList<Closeable>();
        try {
            List<Tier> tiers = new ArrayList<>();
            Duration shorter = Duration.ZERO;
            for (Span span : spans) {
                var tier = Tier.open(span, shorter, directory, offsets, decimals);
                opened.add(tier);
                tiers.add(tier);
                shorter = span.keep();
            }
            var changes = BlockJournal.open(directory.resolve("changes"), CHANGES_SEGMENT, offsets);
            opened.add(changes);
            var store = new HistoryStore(List.copyOf(tiers), changes, offsets, shorter.toMillis());
            store.recover();
            return store;
        } catch (IOException e) {
            for (Closeable each : opened) {
                each.close();
            }
            throw e;
        }
    }

    private void recover() throws IOException {
        for (int i = 1; i < tiers.size(); i++) {
            Tier shorter = tiers.get(i - 1);
            Tier tier = tiers.get(i);
            long from = tier.end();
            Consumer<Row> missing =
                    row -> {
                        if (row.step() * shorter.every() >= from) {
                            tier.add(row, shorter.every());
                        }
                    };
            // A length more is asked for than there is: the smallest number stands for nothing.
            long asked = Math.max(from, 0);
            shorter.stored(asked, Long.MAX_VALUE, any -> true, () -> false, missing);
            shorter.unwritten(any -> true, missing);
        }
    }

    /** What the calendar says now, which it may not have said before. */
    void learn(ClockOffset clock, long now) {
        offsets.learn(clock, now);
    }

    /** Writes rows of the shortest steps; longer ones have them from then on. */
    void write(List<Row> rows, ClockOffset clock) throws IOException {
        Tier shortest = tiers.get(0);
        shortest.write(rows, clock);
        for (Tier longer : tiers.subList(1, tiers.size())) {
            rows.forEach(row -> longer.add(row, shortest.every()));
        }
    }

    /** Writes what is over of longer steps. */
    void writeLonger(ClockOffset clock, long now) throws IOException {
        for (Tier longer : tiers.subList(1, tiers.size())) {
            longer.writeDue(clock, now);
        }
    }

    void writeChanges(List<Change> what, ClockOffset clock) throws IOException {
        if (!what.isEmpty()) {
            changes.write(List.of(ChangeBlock.of(what, clock)));
        }
    }

    /** Blocks until the medium has it. */
    void sync() throws IOException {
        for (Tier each : tiers) {
            each.sync();
        }
        changes.sync();
    }

    /** Deletes what is too old: a little each time, for the calendar may be wrong. */
    void trim(long now, int series) throws IOException {
        for (Tier each : tiers) {
            each.trim(now, series);
        }
        changes.trim(now - longest, MOST_CHANGES);
    }

    /** Makes one file of many short ones. */
    void join() throws IOException {
        for (Tier each : tiers) {
            each.join();
        }
        changes.join();
    }

    /**
     * Which steps answer best: the longest that are not longer than asked, of those that are kept
     * for as long.
     *
     * @param age of what is asked for, in milliseconds
     * @param step asked for, in milliseconds
     */
    Tier tier(long age, long step) {
        Tier best = tiers.get(tiers.size() - 1);
        for (int i = tiers.size() - 1; i >= 0; i--) {
            Tier each = tiers.get(i);
            boolean reaches = reach(each) >= age;
            if (reaches) {
                best = each;
            }
            if (reaches && each.every() <= step) {
                return each;
            }
        }
        return best;
    }

    /**
     * How far back its steps are used. A little further than they are surely kept: who asks for the
     * last hour is answered a moment later, and files go as a whole, after their last step.
     */
    private static long reach(Tier tier) {
        long keep = tier.span().keep().toMillis();
        return keep + keep / SLACK;
    }

    /** Gives what is on disk of that time, and what else these steps are made of. */
    void rows(
            Tier tier,
            long from,
            long until,
            LongPredicate wanted,
            BooleanSupplier isEnough,
            Consumer<Row> rows)
            throws IOException {
        tier.stored(from, until, wanted, isEnough, rows);
        tier.unwritten(wanted, rows);
    }

    void changes(long from, long until, BooleanSupplier isEnough, Consumer<Change> found)
            throws IOException {
        changes.visit(
                from,
                until,
                isEnough,
                (head, block, shift) ->
                        ChangeBlock.read(
                                head, block, each -> found.accept(each.at(each.time() + shift))));
    }

    long writtenBytes() {
        return tiers.stream().mapToLong(Tier::writtenBytes).sum() + changes.writtenBytes();
    }

    @Override
    public void close() throws IOException {
        for (Tier each : tiers) {
            each.close();
        }
        changes.close();
    }
}
