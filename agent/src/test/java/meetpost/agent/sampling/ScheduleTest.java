package meetpost.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Duration EVERY = Duration.ofNanos(100);

    @Test
    void beginsAtOnce() {
        assertEquals(1_000, new Schedule(1_000, EVERY).planned());
    }

    /** From planned instant 1000, done at {@code now}. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1100, 0",
        "1099, 1100, 0",
        "1100, 1100, 0",
        "1101, 1200, 1",
        "1200, 1200, 1",
        "1201, 1300, 2",
        "1999, 2000, 9",
        "9000, 9000, 79"
    })
    void skipsAndCountsWhatPassed(long now, long planned, long missed) {
        var schedule = new Schedule(1_000, EVERY);

        assertEquals(missed, schedule.advance(1, now));
        assertEquals(planned, schedule.planned());
    }

    @Test
    void doesNotDriftWhenEachSampleIsLate() {
        var schedule = new Schedule(0, EVERY);

        for (int n = 0; n < 1_000_000; n++) {
            assertEquals(0, schedule.advance(1, schedule.planned() + 37));
        }

        assertEquals(100_000_000, schedule.planned());
    }

    @Test
    void doesNotCountAsMissedWhatItIsToldToLeaveOut() {
        var schedule = new Schedule(0, EVERY);

        assertEquals(0, schedule.advance(4, 250));
        assertEquals(400, schedule.planned());
    }

    @Test
    void goesOnWhereTheTicksWrap() {
        var schedule = new Schedule(Long.MAX_VALUE - 30, EVERY);

        assertEquals(1, schedule.advance(1, Long.MIN_VALUE + 100));
        assertEquals(Long.MIN_VALUE + 169, schedule.planned());
    }

    @Test
    void refusesToBeAlwaysBusy() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0, Duration.ZERO));
    }
}
