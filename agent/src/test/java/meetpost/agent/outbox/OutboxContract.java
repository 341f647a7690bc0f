package meetpost.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** What every outbox does, wherever it keeps its readings. */
abstract class OutboxContract {

    static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    static final Duration WEEK = Duration.ofDays(7);

    final ManualTicks ticks = new ManualTicks();
    final ManualClock clock = new ManualClock(TEN, ticks);

    /** An empty one, for so many readings at least. */
    abstract Outbox<Reading> outbox(int capacity, Duration maxAge) throws Exception;

    @Test
    void isEmptyAtFirst() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);

        assertEquals(Optional.empty(), outbox.next());
        assertEquals(0, outbox.size());
        assertEquals(0, outbox.dropped());
    }

    @Test
    void givesWhatItWasGivenOldestFirst() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        outbox.add(reading("a", 1));
        outbox.add(reading("b", 1));
        outbox.add(reading("a", 2));

        assertEquals(reading("a", 1), outbox.next().orElseThrow().thing());
        assertEquals(reading("b", 1), outbox.next().orElseThrow().thing());
        assertEquals(reading("a", 2), outbox.next().orElseThrow().thing());
        assertEquals(Optional.empty(), outbox.next());
    }

    @Test
    void keepsWhatIsOutUntilItIsConfirmed() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        outbox.add(reading("a", 1));
        Entry<Reading> entry = outbox.next().orElseThrow();
        assertEquals(1, outbox.size());

        outbox.confirm(entry);

        assertEquals(0, outbox.size());
        assertEquals(Optional.empty(), outbox.next());
        assertEquals(0, outbox.dropped());
    }

    @Test
    void takesBackToItsOldPlaceWhatTheBrokerDidNotTake() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        outbox.add(reading("a", 1));
        outbox.add(reading("a", 2));
        outbox.add(reading("a", 3));
        Entry<Reading> first = outbox.next().orElseThrow();
        Entry<Reading> second = outbox.next().orElseThrow();
        assertFalse(first.givenBack());

        outbox.giveBack(second);
        outbox.giveBack(first);

        assertEquals(new Entry<>(first.id(), reading("a", 1), true), outbox.next().orElseThrow());
        assertEquals(new Entry<>(second.id(), reading("a", 2), true), outbox.next().orElseThrow());
        Entry<Reading> third = outbox.next().orElseThrow();
        assertEquals(reading("a", 3), third.thing());
        assertFalse(third.givenBack());
    }

    @Test
    void confirmsInAnyOrder() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        for (int seq = 1; seq <= 4; seq++) {
            outbox.add(reading("a", seq));
        }
        List<Entry<Reading>> out = takeAll(outbox);

        outbox.confirm(out.get(2));
        outbox.confirm(out.get(0));
        outbox.giveBack(out.get(3));
        outbox.giveBack(out.get(1));

        assertEquals(2, outbox.size());
        assertEquals(List.of("a 2", "a 4"), names(takeAll(outbox)));
    }

    @Test
    void ignoresWhatItDoesNotKnow() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        outbox.add(reading("a", 1));
        Entry<Reading> entry = outbox.next().orElseThrow();
        outbox.confirm(entry);

        outbox.confirm(entry);
        outbox.giveBack(entry);
        outbox.confirm(new Entry<>(999, reading("a", 9), false));

        assertEquals(0, outbox.size());
        assertEquals(Optional.empty(), outbox.next());
    }

    @Test
    void letsNewReadingsOvertakeOldOnes() throws Exception {
        Outbox<Reading> outbox = outbox(10, WEEK);
        outbox.add(reading("a", 1));
        outbox.add(reading("a", 2));
        long now = outbox.mark();
        assertEquals(Optional.empty(), outbox.next(now));
        outbox.add(reading("a", 3));

        Entry<Reading> newest = outbox.next(now).orElseThrow();

        assertEquals(reading("a", 3), newest.thing());
        assertEquals(now, newest.id());
        assertEquals(Optional.empty(), outbox.next(now));
        assertEquals(reading("a", 1), outbox.next().orElseThrow().thing());
    }

    @Test
    void dropsWhatIsTooOld() throws Exception {
        Outbox<Reading> outbox = outbox(10, Duration.ofHours(1));
        outbox.add(reading("a", 1));
        ticks.advance(Duration.ofMinutes(30));
        outbox.add(reading("a", 2));
        ticks.advance(Duration.ofMinutes(31));

        assertEquals(reading("a", 2), outbox.next().orElseThrow().thing());
        assertEquals(1, outbox.dropped());
        assertEquals(1, outbox.size());
    }

    @Test
    void dropsWhatIsTooOldAlthoughItWasOut() throws Exception {
        Outbox<Reading> outbox = outbox(10, Duration.ofHours(1));
        outbox.add(reading("a", 1));
        Entry<Reading> entry = outbox.next().orElseThrow();
        ticks.advance(Duration.ofMinutes(61));

        outbox.giveBack(entry);

        assertEquals(Optional.empty(), outbox.next());
        assertEquals(1, outbox.dropped());
    }

    @Test
    void losesNothingAmongManyThreads() throws Exception {
        Outbox<Reading> outbox = outbox(100_000, WEEK);
        int writers = 4;
        int each = 200;
        var writing = new CountDownLatch(writers);
        for (int writer = 0; writer < writers; writer++) {
            String sensor = "s" + writer;
            new Thread(
                            () -> {
                                for (int seq = 1; seq <= each; seq++) {
                                    outbox.add(reading(sensor, seq));
                                }
                                writing.countDown();
                            },
                            "writer-" + sensor)
                    .start();
        }

        Set<String> confirmed = new HashSet<>();
        List<String> twice = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int turn = 0; confirmed.size() < writers * each; turn++) {
            assertTrue(System.nanoTime() - end < 0, () -> "only " + confirmed.size());
            Optional<Entry<Reading>> next = outbox.next();
            if (next.isEmpty()) {
                writing.await(1, TimeUnit.MILLISECONDS);
            } else if (turn % 7 == 3) {
                outbox.giveBack(next.get());
            } else {
                outbox.confirm(next.get());
                if (!confirmed.add(name(next.get()))) {
                    twice.add(name(next.get()));
                }
            }
        }

        assertEquals(List.of(), twice);
        assertEquals(0, outbox.size());
        assertEquals(0, outbox.dropped());
    }

    static Reading reading(String sensor, long seq) {
        return new Reading(
                sensor, TEN, seq, List.of(new Measurement(Quantity.TEMPERATURE, 20 + seq / 8.0)));
    }

    static List<Entry<Reading>> takeAll(Outbox<Reading> outbox) {
        List<Entry<Reading>> taken = new ArrayList<>();
        Optional<Entry<Reading>> next = outbox.next();
        while (next.isPresent()) {
            taken.add(next.get());
            next = outbox.next();
        }
        return taken;
    }

    static List<String> names(List<Entry<Reading>> entries) {
        return entries.stream().map(OutboxContract::name).toList();
    }

    static String name(Entry<Reading> entry) {
        return entry.thing().sensor() + " " + entry.thing().seq();
    }
}
