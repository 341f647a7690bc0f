package meetpost.agent.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.Window;
import org.junit.jupiter.api.Test;

/**
 * Times of the day in Europe/Amsterdam. In 2026 summer time begins on 29 March, when 02:00 becomes
 * 03:00, and ends on 25 October, when 03:00 becomes 02:00; both at 01:00 UTC (directive 2000/84/EC,
 * articles 2 and 3).
 */
class TimetableTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private final Timetable timetable =
            new Timetable(ZoneId.of("Europe/Amsterdam"), Optional.empty());

    @Test
    void beginsAndEndsAtTheTimesOfTheZone() {
        Window morning = window("06:30", "08:30", DAILY);

        assertFalse(timetable.isWithin(morning, Instant.parse("2026-11-30T05:29:59Z")));
        assertTrue(timetable.isWithin(morning, Instant.parse("2026-11-30T05:30:00Z")));
        assertTrue(timetable.isWithin(morning, Instant.parse("2026-11-30T07:29:59Z")));
        assertFalse(timetable.isWithin(morning, Instant.parse("2026-11-30T07:30:00Z")));
        assertTrue(timetable.isWithin(morning, Instant.parse("2026-07-01T04:30:00Z")));
    }

    /** 27 November 2026 is a Friday. */
    @Test
    void belongsToTheDayOnWhichItBegan() {
        Window night = window("22:00", "06:00", Set.of(DayOfWeek.FRIDAY));

        assertFalse(timetable.isWithin(night, Instant.parse("2026-11-27T04:00:00Z")));
        assertTrue(timetable.isWithin(night, Instant.parse("2026-11-27T21:00:00Z")));
        assertTrue(timetable.isWithin(night, Instant.parse("2026-11-28T04:59:59Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-11-28T05:00:00Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-11-28T21:00:00Z")));
    }

    @Test
    void beginsAtTheEndOfAnHourThatIsNotThere() {
        assertEquals(
                Optional.of(Instant.parse("2026-03-29T01:00:00Z")),
                timetable.at(LocalDate.of(2026, 3, 29), clock(2, 30)));
        Window night = window("02:30", "04:00", DAILY);
        assertFalse(timetable.isWithin(night, Instant.parse("2026-03-29T00:59:59Z")));
        assertTrue(timetable.isWithin(night, Instant.parse("2026-03-29T01:00:00Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-03-29T02:00:00Z")));
    }

    @Test
    void leavesOutAWindowWithinAnHourThatIsNotThere() {
        Window night = window("02:10", "02:50", DAILY);

        assertFalse(timetable.isWithin(night, Instant.parse("2026-03-29T01:00:00Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-03-29T00:30:00Z")));
    }

    @Test
    void beginsTheFirstTimeOfAnHourThatIsThereTwice() {
        assertEquals(
                Optional.of(Instant.parse("2026-10-25T00:30:00Z")),
                timetable.at(LocalDate.of(2026, 10, 25), clock(2, 30)));
        Window night = window("02:30", "02:40", DAILY);
        assertTrue(timetable.isWithin(night, Instant.parse("2026-10-25T00:35:00Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-10-25T01:35:00Z")));
    }

    @Test
    void lastsAnHourLongerInTheNightThatHasOneTwice() {
        Window night = window("23:00", "06:00", DAILY);

        assertTrue(timetable.isWithin(night, Instant.parse("2026-10-24T21:00:00Z")));
        assertTrue(timetable.isWithin(night, Instant.parse("2026-10-25T04:59:59Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-10-25T05:00:00Z")));
    }

    @Test
    void findsWhenATimeWasLast() {
        Instant now = Instant.parse("2026-11-30T12:00:00Z");

        assertEquals(
                Optional.of(Instant.parse("2026-11-30T05:00:00Z")),
                timetable.last(clock(6, 0), DAILY, now));
        assertEquals(
                Optional.of(Instant.parse("2026-11-29T22:00:00Z")),
                timetable.last(clock(23, 0), DAILY, now));
        assertEquals(
                Optional.of(Instant.parse("2026-11-24T05:00:00Z")),
                timetable.last(clock(6, 0), Set.of(DayOfWeek.TUESDAY), now));
    }

    private static Window window(String from, String to, Set<DayOfWeek> days) {
        return new Window(
                TimeOfDay.of(LocalTime.parse(from)), TimeOfDay.of(LocalTime.parse(to)), days);
    }

    private static TimeOfDay clock(int hour, int minute) {
        return TimeOfDay.of(LocalTime.of(hour, minute));
    }
}
