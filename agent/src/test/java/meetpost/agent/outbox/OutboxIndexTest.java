package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.name;
import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class OutboxIndexTest {

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"), ticks);
    private final OutboxIndex<Reading> index =
            new OutboxIndex<>(
                    new ReadingKind(),
                    10,
                    Duration.ofDays(7),
                    new ClockCorrection(clock, ticks, 1));

    @Test
    void tellsTheDiskOfWhatWasConfirmedWhileItWasBeingWritten() {
        assertTrue(index.restore(0, 0));
        index.add(reading("a", 1));
        index.add(reading("a", 2));
        List<Kept<Reading>> batch = index.unwritten().toList();
        Entry<Reading> first = index.take(0).orElseThrow();
        index.confirm(first.id());
        assertFalse(index.hasGone());

        index.written(batch);

        assertEquals(List.of("a 1"), names(index.takeGone()));
        assertEquals("a 2", name(index.take(0).orElseThrow()));
    }

    @Test
    void writesNothingTwice() {
        assertTrue(index.restore(0, 0));
        index.add(reading("a", 1));
        index.written(index.unwritten().toList());
        index.add(reading("a", 2));

        assertEquals(List.of(2L), index.unwritten().map(Kept::id).toList());
    }

    @Test
    void goesOnNumberingBehindAnEarlierRun() {
        assertTrue(index.restore(41, 3));

        index.add(reading("a", 1));

        assertEquals(42, index.lastId());
        assertEquals(4, index.size());
    }

    @Test
    void refusesADiskWhoseIdsWouldMixWithItsOwn() {
        index.add(reading("a", 1));

        assertFalse(index.restore(41, 3));
        assertEquals(1, index.size());
    }

    /** What the broker has is no loss, whatever becomes of its copy on the disk. */
    @Test
    void countsAsDroppedNothingThatWasConfirmed() {
        assertTrue(index.restore(0, 0));
        index.add(reading("a", 1));
        index.add(reading("a", 2));
        List<Kept<Reading>> batch = index.unwritten().toList();
        index.written(batch);
        index.confirm(index.take(0).orElseThrow().id());

        index.lost(batch);

        assertEquals(1, index.dropped());
    }

    /** What is out may be on the broker already: what waits goes before it, though it is newer. */
    @Test
    void dropsWhatWaitsBeforeWhatIsOut() {
        for (int seq = 1; seq <= 10; seq++) {
            index.add(reading("a", seq));
        }
        Entry<Reading> out = index.take(0).orElseThrow();

        index.add(reading("a", 11));
        index.giveBack(out.id());

        assertEquals(1, index.dropped());
        assertEquals("a 1", name(index.take(0).orElseThrow()));
        assertEquals("a 3", name(index.take(0).orElseThrow()));
    }
}
