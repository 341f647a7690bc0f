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
import java.util.Optional;
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
        index.restore(0);
        index.add(reading("a", 1));
        index.add(reading("a", 2));
        List<Kept<Reading>> batch = index.unwritten(10);
        Entry<Reading> first = index.take(0).orElseThrow();
        index.confirm(first.id());
        assertFalse(index.hasGone());

        index.written(batch);

        assertEquals(List.of("a 1"), names(index.takeGone()));
        assertEquals("a 2", name(index.take(0).orElseThrow()));
    }

    @Test
    void writesNothingTwice() {
        index.restore(0);
        index.add(reading("a", 1));
        index.written(index.unwritten(10));
        index.add(reading("a", 2));

        assertEquals(List.of(2L), index.unwritten(10).stream().map(Kept::id).toList());
    }

    @Test
    void countsWhatAnEarlierRunLeftWhenTheDiskTellsOfIt() {
        index.add(reading("a", 1));
        index.restore(3);

        assertEquals(1, index.lastId());
        assertEquals(4, index.size());
    }

    @Test
    void looksOnTheDiskBeforeItGivesWhatIsNewer() {
        index.add(reading("a", 1));
        index.restore(3);

        assertEquals(Optional.empty(), index.take(Long.MIN_VALUE));
        assertTrue(index.mustLoad(Long.MIN_VALUE));
        assertEquals("a 1", name(index.take(1).orElseThrow()));
    }

    @Test
    void givesOfWhatIsUnwrittenTheOldestAlsoWhereThatIsOut() {
        index.restore(0);
        for (int seq = 1; seq <= 4; seq++) {
            index.add(reading("a", seq));
        }
        index.take(2);

        assertEquals(List.of(1L, 2L, 3L), index.unwritten(3).stream().map(Kept::id).toList());
    }

    /** What the broker has is no loss, whatever becomes of its copy on the disk. */
    @Test
    void countsAsDroppedNothingThatWasConfirmed() {
        index.restore(0);
        index.add(reading("a", 1));
        index.add(reading("a", 2));
        List<Kept<Reading>> batch = index.unwritten(10);
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
