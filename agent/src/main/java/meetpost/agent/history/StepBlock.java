package meetpost.agent.history;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;

/** Rows of steps of one length as bytes. */
final class StepBlock {

    private static final int SINGLE = 1;
    private static final int EXACT = 2;

    /** Whole numbers up to there are exact in a double. */
    private static final double MOST_EXACT = 1L << 52;

    private StepBlock() {}

    /**
     * A block of these rows.
     *
     * @param every the length of a step, in milliseconds
     * @param decimals of a series: what is behind is rounded, 0 to 15
     */
    static ByteBuffer of(
            List<Row> rows, long every, ClockOffset clock, ToIntFunction<Long> decimals) {
        long first = rows.stream().mapToLong(Row::step).min().orElseThrow();
        long last = rows.stream().mapToLong(Row::step).max().orElseThrow();
        Bytes block = new BlockHead(clock, first * every, last * every).bytes();
        Map<Long, List<Row>> bySeries = new TreeMap<>();
        rows.forEach(
                row -> bySeries.computeIfAbsent(row.series(), any -> new ArrayList<>()).add(row));
        bySeries.forEach(
                (series, its) -> {
                    its.sort(Comparator.comparingLong(Row::step));
                    int digits = decimals.applyAsInt(series);
                    Bytes part = part(its, digits, first);
                    block.fixed(series).whole(part.size() + 1L).octet(digits).all(part);
                });
        return ByteBuffer.wrap(block.array());
    }

    private static Bytes part(List<Row> rows, int digits, long first) {
        double scale = Math.pow(10, digits);
        var part = new Bytes();
        long stepBefore = first;
        long before = 0;
        for (Row row : rows) {
            Summary each = row.summary();
            boolean exact = !fits(each.min() * scale) || !fits(each.max() * scale);
            int single = each.isSingle() ? SINGLE : 0;
            part.whole((each.count() << 2) | (exact ? EXACT : 0) | single);
            part.whole(row.step() - stepBefore);
            stepBefore = row.step();
            if (exact) {
                part.fixed(Double.doubleToLongBits(each.min()));
                if (single == 0) {
                    part.fixed(Double.doubleToLongBits(each.max()));
                    part.fixed(Double.doubleToLongBits(each.mean()));
                }
                continue;
            }
            long min = Math.round(each.min() * scale);
            part.signed(min - before);
            before = min;
            if (single == 0) {
                part.whole(Math.round(each.max() * scale) - min);
                part.whole(Math.max(0, Math.round(each.mean() * scale) - min));
            }
        }
        return part;
    }

    private static boolean fits(double scaled) {
        return Math.abs(scaled) < MOST_EXACT;
    }

    /**
     * Gives the rows of the series that are wanted.
     *
     * @param block behind its head
     * @throws RuntimeException if it is none
     */
    static void read(
            BlockHead head,
            ByteBuffer block,
            long every,
            LongPredicate wanted,
            Consumer<Row> rows) {
        while (block.hasRemaining()) {
            long series = block.getLong();
            long length = Bytes.whole(block);
            if (length < 1 || length > block.remaining()) {
                throw new IllegalArgumentException("a series of " + length + " bytes");
            }
            int end = block.position() + (int) length;
            if (wanted.test(series)) {
                part(series, block.slice(block.position(), (int) length), head.first() / every)
                        .forEach(rows);
            }
            block.position(end);
        }
    }

    private static List<Row> part(long series, ByteBuffer part, long first) {
        double scale = Math.pow(10, part.get());
        List<Row> rows = new ArrayList<>();
        long step = first;
        long before = 0;
        while (part.hasRemaining()) {
            long flags = Bytes.whole(part);
            boolean single = (flags & SINGLE) != 0;
            step += Bytes.whole(part);
            double min;
            double max;
            double mean;
            if ((flags & EXACT) != 0) {
                min = part.getDouble();
                max = single ? min : part.getDouble();
                mean = single ? min : part.getDouble();
            } else {
                before += Bytes.signed(part);
                min = before / scale;
                max = single ? min : (before + Bytes.whole(part)) / scale;
                mean = single ? min : (before + Bytes.whole(part)) / scale;
            }
            rows.add(new Row(series, step, new Summary(flags >> 2, min, mean, max)));
        }
        return rows;
    }
}
