package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The shortest steps, in memory until they are written: each with the calendar by which it was
 * noted, for that may prove wrong. Safe for use by several threads; does not block.
 */
final class Recorder {

    /** Ten quantities for five hours: 1.5 MB. */
    static final int MOST_ROWS = 20_000;

    private final long every;
    private final Deque<Era> eras = new ArrayDeque<>();
    private int size;
    private long dropped;

    /** What was noted by one calendar. */
    private static final class Era {

        private final ClockOffset clock;
        private final Deque<Row> rows = new ArrayDeque<>();
        private final Map<Long, Row> open = new HashMap<>();

        Era(ClockOffset clock) {
            this.clock = clock;
        }
    }

    /**
     * @param every the length of a step, in milliseconds
     */
    Recorder(long every) {
        this.every = every;
    }

    /** The length of a step, in milliseconds. */
    long every() {
        return every;
    }

    /**
     * A value was measured.
     *
     * @param millis when, as {@link Clocks#millis} has it
     * @param clock the calendar of now
     */
    synchronized void add(long series, double value, long millis, ClockOffset clock) {
        Era era = era(clock);
        long step = Math.floorDiv(era.clock.offset() + millis, every);
        Row row = era.open.get(series);
        if (row != null && row.step() == step) {
            era.open.put(series, new Row(series, step, row.summary().and(Summary.of(value))));
            return;
        }
        if (row != null) {
            era.rows.add(row);
            size++;
        }
        era.open.put(series, new Row(series, step, Summary.of(value)));
        bound();
    }

    private Era era(ClockOffset clock) {
        Era last = eras.peekLast();
        if (last != null && last.clock.shiftTo(clock) == 0) {
            return last;
        }
        var fresh = new Era(clock);
        eras.add(fresh);
        return fresh;
    }

    private void bound() {
        while (size > MOST_ROWS) {
            Era first = requireNonNull(eras.peekFirst(), "an era");
            if (first.rows.poll() == null) {
                eras.poll();
            } else {
                size--;
                dropped++;
            }
        }
    }

    /** Whether there is hardly room for more. */
    synchronized boolean isFull() {
        return size > MOST_ROWS / 2;
    }

    /** Rows that were given up for want of room. */
    synchronized long dropped() {
        return dropped;
    }

    /** Gives all of them by the calendar of now, and has them no more. */
    synchronized List<Row> take(ClockOffset now) {
        List<Row> all = new ArrayList<>();
        each(now, all::add);
        eras.clear();
        size = 0;
        return all;
    }

    /** They could not be written: they come first the next time. */
    synchronized void giveBack(List<Row> rows, ClockOffset clock) {
        var era = new Era(clock);
        era.rows.addAll(rows);
        size += rows.size();
        eras.addFirst(era);
        bound();
    }

    /** Gives all of them by the calendar of now. */
    synchronized void each(ClockOffset now, Consumer<Row> rows) {
        for (Era era : eras) {
            long shift = era.clock.shiftTo(now);
            era.rows.forEach(row -> rows.accept(moved(row, shift)));
            era.open.values().forEach(row -> rows.accept(moved(row, shift)));
        }
    }

    private Row moved(Row row, long shift) {
        return shift == 0
                ? row
                : new Row(
                        row.series(),
                        Math.floorDiv(row.step() * every + shift, every),
                        row.summary());
    }
}
