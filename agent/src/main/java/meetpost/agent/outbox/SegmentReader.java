package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.journal.Journal;
import meetpost.journal.Recovery;

/** Reads segments of an outbox's journal; what of them cannot be read is {@link Damage}. */
record SegmentReader<T>(Journal journal, DiskFormat<T> format, Damage damage) {

    SegmentReader {
        requireNonNull(journal, "journal");
        requireNonNull(format, "format");
        requireNonNull(damage, "damage");
    }

    /**
     * Gives all of a segment that an earlier run left.
     *
     * @param newest whether a power cut may have ended it in the middle of a record
     */
    void records(long segment, boolean newest, Consumer<DiskRecord<T>> visitor) throws IOException {
        var unreadable = new AtomicInteger();
        Recovery recovery =
                journal.read(
                        segment,
                        bytes -> {
                            Optional<DiskRecord<T>> record = format.of(bytes);
                            record.ifPresentOrElse(visitor, unreadable::incrementAndGet);
                        });
        damage.found(journal.file(segment), recovery, unreadable.get(), newest);
    }

    /** Gives what waits in a segment, and can be read. */
    void waiting(QueueSegment<T> spilled, Consumer<Kept<T>> visitor) {
        var given = new AtomicInteger();
        String why = "their records are damaged";
        try {
            journal.read(
                    spilled.segment(),
                    bytes ->
                            format.kept(bytes)
                                    .filter(kept -> spilled.contains(kept.id()))
                                    .ifPresent(
                                            kept -> {
                                                given.incrementAndGet();
                                                visitor.accept(kept);
                                            }));
        } catch (IOException e) {
            why = e.toString();
        }
        int lost = spilled.newlyMissing(spilled.size() - given.get());
        if (lost > 0) {
            damage.lost(journal.file(spilled.segment()), lost, why);
        }
    }
}
