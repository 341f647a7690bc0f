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
    private final OutboxIndex<Reading> stock =
            new OutboxIndex<>(
                    new ReadingKind(),
                    10,
                    Duration.ofDays(7),
                    new ClockCorrection(clock, ticks, 1));

    @Test
    void tellsTheDiskOfWhatWasConfirmedWhileItWasBeingWritten() {
        assertTrue(stock.restore(0, 0));
        stock.add(reading("a", 1));
        stock.add(reading("a", 2));
        List<Kept<Reading>> batch = stock.unwritten().toList();
        Entry<Reading> first = stock.take(0).orElseThrow();
        stock.confirm(first.id());
        assertFalse(stock.hasGone());

        stock.written(batch);

        assertEquals(List.of("a 1"), names(stock.takeGone()));
        assertEquals("a 2", name(stock.take(0).orElseThrow()));
    }

    @Test
    void writesNothingTwice() {
        assertTrue(stock.restore(0, 0));
        stock.add(reading("a", 1));
        stock.written(stock.unwritten().toList());
        stock.add(reading("a", 2));

        assertEquals(List.of(2L), stock.unwritten().map(Kept::id).toList());
    }

    @Test
    void goesOnNumberingBehindAnEarlierRun() {
        assertTrue(stock.restore(41, 3));

        stock.add(reading("a", 1));

        assertEquals(42, stock.lastId());
        assertEquals(4, stock.size());
    }

    @Test
    void refusesADiskWhoseIdsWouldMixWithItsOwn() {
        stock.add(reading("a", 1));

        assertFalse(stock.restore(41, 3));
        assertEquals(1, stock.size());
    }
}
