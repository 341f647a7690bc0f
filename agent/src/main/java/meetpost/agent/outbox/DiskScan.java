package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.outbox.DiskRecord.Gone;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.DiskRecord.Stepped;

/**
 * Reads once what earlier runs left on disk: the newest segment first, for it says what need not be
 * sent of older ones. Has no more than one segment in memory, and a bit for each id that is gone.
 * For one thread.
 */
final class DiskScan<T> {

    private final SegmentReader<T> reader;
    private final Segments<T> segments;
    private final Shares<T> shares;
    private final SparseBits gone = new SparseBits();

    /** What the calendar said last, by boot. */
    private final Map<Long, Timestamp> calendars = new HashMap<>();

    /** Above here all is in newer segments: a power cut may have left it in an older one too. */
    private long end = Long.MAX_VALUE;

    /** The segments and shares are filled by it. */
    DiskScan(SegmentReader<T> reader, Segments<T> segments, Shares<T> shares) {
        this.reader = requireNonNull(reader, "reader");
        this.segments = requireNonNull(segments, "segments");
        this.shares = requireNonNull(shares, "shares");
    }

    /**
     * Reads segments, the newest first.
     *
     * @param calendar learns what is known of earlier boots
     */
    void read(List<Long> newestFirst, ClockCorrection calendar) throws IOException {
        for (long number : newestFirst) {
            read(number, number == newestFirst.get(0));
        }
        calendars.values().forEach(calendar::learn);
    }

    private void read(long number, boolean newest) throws IOException {
        var segment = new QueueSegment<T>(number, false);
        List<Kept<T>> things = new ArrayList<>();
        Map<Long, Timestamp> said = new HashMap<>();
        reader.records(
                number,
                newest,
                record -> {
                    if (record instanceof Kept<T> kept) {
                        things.add(kept);
                    } else if (record instanceof Gone<T> done) {
                        done.ids().forEach(gone::set);
                    } else if (record instanceof Stepped<T> stepped) {
                        said.put(stepped.moment().boot(), stepped.moment());
                    }
                });
        said.forEach(calendars::putIfAbsent);
        long last = Long.MIN_VALUE;
        for (Kept<T> kept : things) {
            if (kept.id() > last && kept.id() < end) {
                last = kept.id();
                add(segment, kept);
            }
        }
        segments.put(segment);
        end = segment.newest().isPresent() ? segment.firstId() : end;
    }

    private void add(QueueSegment<T> segment, Kept<T> kept) {
        segment.add(kept);
        if (gone.get(kept.id())) {
            segment.remove(kept.id());
        } else {
            shares.count(kept.thing(), 1);
        }
    }

    /** A set of numbers, most of which lie together. */
    private static final class SparseBits {

        private static final int PIECE = 1 << 12;

        private final Map<Long, BitSet> pieces = new HashMap<>();

        void set(long number) {
            pieces.computeIfAbsent(Math.floorDiv(number, PIECE), any -> new BitSet())
                    .set(Math.floorMod(number, PIECE));
        }

        boolean get(long number) {
            return pieces.getOrDefault(Math.floorDiv(number, PIECE), new BitSet())
                    .get(Math.floorMod(number, PIECE));
        }
    }
}
