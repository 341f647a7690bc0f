package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an outbox does for one reading does not depend on how many wait: counted, not timed. */
@Timeout(120)
class DiskOutboxGrowthTest {

    private static final int MEMORY = 20_000;

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"), ticks);
    private final CountingKind kind = new CountingKind();

    @TempDir Path directory;

    @Test
    void looksAtNoMoreReadingsForOneOfNowWhereMoreWaitInMemory() {
        long few = looksForOneOfNow(10);
        long many = looksForOneOfNow(15_000);

        assertEquals(few, many);
        assertTrue(few < 30, "looks: " + few);
    }

    @Test
    void looksAtNoMoreReadingsForOneThatIsDroppedWhereMoreSourcesSpeak() {
        assertEquals(looksForOneDropped(2), looksForOneDropped(500));
    }

    @Test
    void looksAtNoMoreReadingsForOneThatIsConfirmedWhereMoreWaitOnDisk() {
        long few = looksForOneOfThen(1_000);
        long many = looksForOneOfThen(20_000);

        assertTrue(many <= few, few + " with 1,000, " + many + " with 20,000");
    }

    /** The newest segment says where to go on numbering, and is read for that before. */
    @Test
    void readsEachRecordOnceAtTheStartButThoseOfTheNewestFile() {
        int count = 20_000;
        fill(writer(100), count);
        long before = kind.reads();

        writer(100);

        long read = kind.reads() - before;
        assertTrue(read >= count && read < count * 1.15, "read " + read + " of " + count);
    }

    private long looksForOneOfNow(int waiting) {
        DiskOutbox<Reading> outbox = writer(MEMORY).outbox();
        for (int seq = 1; seq <= waiting; seq++) {
            outbox.add(reading("s" + seq % 7, seq));
        }
        long from = outbox.mark();
        long before = kind.looks();

        outbox.add(reading("s1", waiting + 1));
        outbox.confirm(outbox.next(from).orElseThrow());
        outbox.size();
        outbox.unwrittenSince();

        return kind.looks() - before;
    }

    private long looksForOneDropped(int sources) {
        DiskOutbox<Reading> outbox = writer(500).outbox();
        for (int seq = 1; seq <= 3_000; seq++) {
            outbox.add(reading("s" + seq % sources, seq));
        }
        long dropped = outbox.dropped();
        long before = kind.looks();

        outbox.add(reading("s0", 3_001));

        assertEquals(dropped + 1, outbox.dropped());
        return kind.looks() - before;
    }

    private long looksForOneOfThen(int waiting) {
        DiskWriter<Reading> writer = writer(100);
        fill(writer, waiting);
        Entry<Reading> first = writer.outbox().next().orElseThrow();
        long before = kind.looks();

        writer.outbox().confirm(first);
        writer.work(false);

        long looks = kind.looks() - before;
        takeAll(writer.outbox()).forEach(writer.outbox()::confirm);
        writer.work(true);
        assertEquals(0, writer.outbox().size());
        return looks;
    }

    private void fill(DiskWriter<Reading> writer, int count) {
        for (int seq = 1; seq <= count; seq++) {
            writer.outbox().add(reading("s" + seq % 7, seq));
            if (seq % 100 == 0) {
                writer.work(true);
            }
        }
    }

    private DiskWriter<Reading> writer(int memory) {
        var settings =
                new OutboxSettings(
                        memory, 16 << 20, Duration.ofDays(7), Duration.ofMinutes(1), 500);
        var writer =
                new DiskWriter<>(kind, settings, directory, new ClockCorrection(clock, ticks, 1));
        writer.openDisk();
        return writer;
    }
}
