package meetpost.agent.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.input.PulseFilter.CountedEdge;
import org.junit.jupiter.api.Test;

/** A water meter of a litre a pulse, on a disk that takes what it is given unless it is full. */
class CounterTest {

    private static final long SECOND = 1_000_000_000;
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final Disk disk = new Disk();
    private Counter counter = counter(0.001);

    @Test
    void beginsWithWhatStoodOnTheMeter() throws Exception {
        assertEquals(Optional.empty(), counter.begin());

        assertEquals(1234.567, counter.total(0), 1e-9);
    }

    @Test
    void addsWhatAPulseStandsFor() throws Exception {
        counter.begin();
        counter.pulse(SECOND);
        counter.pulse(3 * SECOND);

        assertEquals(1234.569, counter.total(10 * SECOND), 1e-9);
        assertEquals(0.5 * 60, counter.rate(3 * SECOND), 1e-9);
    }

    @Test
    void goesOnWhereItEndedAndSaysSinceWhenNothingWasCounted() throws Exception {
        counter.begin();
        counter.pulse(SECOND);
        counter.end();
        counter = counter(0.001);

        assertEquals(Optional.of(NOW), counter.begin());
        assertEquals(1234.568, counter.total(0), 1e-9);
    }

    @Test
    void goesOnWithAnotherValueOfAPulse() throws Exception {
        counter.begin();
        counter.pulse(SECOND);
        counter.end();
        counter = counter(0.01);
        counter.begin();
        counter.pulse(SECOND);

        assertEquals(1234.578, counter.total(2 * SECOND), 1e-9);
    }

    @Test
    void beginsAnewWhereItIsOfAnotherQuantity() throws Exception {
        counter.begin();
        counter.set(50);
        counter = counter("energie kWh", 0.001);
        counter.begin();

        assertEquals(1234.567, counter.total(0), 1e-9);
    }

    @Test
    void isWhatSomebodySays() throws Exception {
        counter.begin();
        counter.pulse(SECOND);
        assertTrue(counter.set(1240.1));
        counter.pulse(2 * SECOND);

        assertEquals(1240.101, counter.total(3 * SECOND), 1e-9);
        assertEquals(1240.101, disk.last().total(), 1e-9);
    }

    /** For a day, a pulse a second, killed a hundred times whenever. */
    @Test
    void neverFallsBackWhateverEndsTheProgram() throws Exception {
        var random = new Random(7);
        long tick = 0;
        double told = 0;
        for (int life = 0; life < 100; life++) {
            counter = counter(0.001, tick);
            counter.begin();
            int seconds = 1 + random.nextInt(900);
            for (int second = 0; second < seconds; second++) {
                tick += SECOND;
                counter.pulse(tick);
                counter.flush(tick);
                if (second % 10 == 0) {
                    double total = counter.total(tick);
                    assertTrue(total >= told, total + " after " + told);
                    told = total;
                }
            }
        }
    }

    @Test
    void isShortByNoMoreThanWhatCameWithinFlush() throws Exception {
        counter.begin();
        for (int second = 1; second <= 3600; second++) {
            counter.pulse(second * SECOND);
            counter.total(second * SECOND);
            counter.flush(second * SECOND);
            double all = 1234.567 + second * 0.001;
            assertTrue(all - disk.last().total() <= 0.060 + 1e-9, "after " + second + " s");
        }
    }

    /** Two in each flush, and those that it may have at once. */
    @Test
    void wearsNoCard() throws Exception {
        counter.begin();
        for (int second = 1; second <= 86_400; second++) {
            counter.pulse(second * SECOND);
            counter.total(second * SECOND);
            counter.flush(second * SECOND);
        }

        assertTrue(disk.writes <= 2 * 1440 + 6, disk.writes + " writes");
    }

    @Test
    void writesNothingWhileNothingComes() throws Exception {
        counter.begin();
        for (int second = 1; second <= 86_400; second++) {
            counter.total(second * SECOND);
            counter.flush(second * SECOND);
        }

        assertEquals(1, disk.writes);
    }

    @Test
    void goesOnWhereTheDiskIsFullAndSaysSo() throws Exception {
        counter.begin();
        disk.full = true;
        counter.pulse(SECOND);

        assertEquals(1234.568, counter.total(2 * SECOND), 1e-9);
        assertTrue(counter.problem().orElse("").contains("no space"), "" + counter.problem());

        disk.full = false;
        counter.flush(70 * SECOND);
        assertEquals(Optional.empty(), counter.problem());
        assertEquals(1234.568, counter.total(70 * SECOND), 1e-9);
    }

    @Test
    void isUnknownWhereTheDiskIsDamagedUntilSomebodySaysIt() throws Exception {
        disk.damaged = true;
        var thrown = assertThrows(IOException.class, counter::begin);

        assertTrue(thrown.getMessage().contains("meetpost set-total water"), thrown.getMessage());
        assertFalse(counter.isKnown());
        counter.set(1240);
        assertTrue(counter.isKnown());
        assertEquals(1240, counter.total(0), 1e-9);
    }

    private Counter counter(double perPulse) {
        return counter("volume m³", perPulse);
    }

    private Counter counter(double perPulse, long tick) {
        return counter("volume m³", perPulse, tick);
    }

    private Counter counter(String quantity, double perPulse) {
        return counter(quantity, perPulse, 0);
    }

    private Counter counter(String quantity, double perPulse, long tick) {
        var wire =
                new Wire.Pulses(
                        5,
                        Pull.UP,
                        CountedEdge.FALLING,
                        Duration.ofMillis(20),
                        perPulse,
                        1234.567,
                        60_000);
        return new Counter(
                "water",
                quantity,
                wire,
                disk,
                Duration.ofMinutes(1),
                Clock.fixed(NOW, ZoneOffset.UTC),
                tick);
    }

    private static final class Disk implements CounterStore {

        private Optional<CounterRecord> kept = Optional.empty();
        private boolean full;
        private boolean damaged;
        private int writes;

        CounterRecord last() {
            return kept.orElseThrow();
        }

        @Override
        public Optional<CounterRecord> read() throws IOException {
            if (damaged) {
                throw new IOException("it is damaged");
            }
            return kept;
        }

        @Override
        public void write(CounterRecord record) throws IOException {
            if (full) {
                throw new IOException("no space left on device");
            }
            writes++;
            kept = Optional.of(record);
        }
    }
}
