package meetpost.agent.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.Position;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.TimeOfDay.OfSun;
import meetpost.agent.settings.rule.Window;
import org.junit.jupiter.api.Test;

/**
 * Windows with the sun at an end, in De Bilt, where it rises at about 08:44 and sets at 16:30 on 21
 * December, and rises at about 05:18 and sets at 22:03 on 21 June.
 */
class SunWindowTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final OfSun SUNRISE = new OfSun(true, Duration.ZERO);
    private static final OfSun SUNSET = new OfSun(false, Duration.ZERO);
    private static final TimeOfDay HALF_PAST_SIX = TimeOfDay.of(LocalTime.of(6, 30));
    private static final TimeOfDay ELEVEN_AT_NIGHT = TimeOfDay.of(LocalTime.of(23, 0));

    private final Timetable timetable = at(52.1, 5.18);

    @Test
    void goesFromATimeAfterSunsetToATimeOfTheClock() {
        var evening = new Window(new OfSun(false, Duration.ofMinutes(30)), ELEVEN_AT_NIGHT, DAILY);

        assertFalse(timetable.isWithin(evening, Instant.parse("2026-12-21T15:57:00Z")));
        assertTrue(timetable.isWithin(evening, Instant.parse("2026-12-21T16:03:00Z")));
        assertTrue(timetable.isWithin(evening, Instant.parse("2026-12-21T21:59:59Z")));
        assertFalse(timetable.isWithin(evening, Instant.parse("2026-12-21T22:00:00Z")));
        assertFalse(timetable.isWithin(evening, Instant.parse("2026-06-21T20:30:00Z")));
        assertTrue(timetable.isWithin(evening, Instant.parse("2026-06-21T20:36:00Z")));
    }

    @Test
    void isLeftOutOnDaysOnWhichItWouldTurnInsideOut() {
        var morning = new Window(HALF_PAST_SIX, SUNRISE, DAILY);

        assertTrue(timetable.isWithin(morning, Instant.parse("2026-12-21T05:30:00Z")));
        assertTrue(timetable.isWithin(morning, Instant.parse("2026-12-21T07:41:00Z")));
        assertFalse(timetable.isWithin(morning, Instant.parse("2026-12-21T07:47:00Z")));
        for (int hour = 0; hour < 48; hour++) {
            Instant summer = Instant.parse("2026-06-21T00:30:00Z").plus(Duration.ofHours(hour));
            assertFalse(timetable.isWithin(morning, summer), summer::toString);
        }
    }

    @Test
    void goesOverMidnightFromTheEveningToTheMorning() {
        var night = new Window(SUNSET, SUNRISE, DAILY);
        var late = new Window(TimeOfDay.of(LocalTime.of(22, 0)), SUNRISE, DAILY);

        assertTrue(timetable.isWithin(night, Instant.parse("2026-12-21T23:30:00Z")));
        assertTrue(timetable.isWithin(night, Instant.parse("2026-12-22T07:00:00Z")));
        assertFalse(timetable.isWithin(night, Instant.parse("2026-12-22T08:00:00Z")));
        assertTrue(timetable.isWithin(late, Instant.parse("2026-12-22T07:00:00Z")));
        assertFalse(timetable.isWithin(late, Instant.parse("2026-12-21T20:00:00Z")));
    }

    @Test
    void isTheDayFromSunriseToSunset() {
        var day = new Window(SUNRISE, SUNSET, DAILY);

        assertFalse(timetable.isWithin(day, Instant.parse("2026-12-21T07:30:00Z")));
        assertTrue(timetable.isWithin(day, Instant.parse("2026-12-21T12:00:00Z")));
        assertFalse(timetable.isWithin(day, Instant.parse("2026-12-21T16:00:00Z")));
    }

    @Test
    void isLeftOutWhereTheSunDoesNotSet() {
        var evening = new Window(SUNSET, ELEVEN_AT_NIGHT, DAILY);
        Timetable north = at(69.7, 18.9);

        for (int hour = 0; hour < 48; hour++) {
            Instant summer = Instant.parse("2026-06-21T00:30:00Z").plus(Duration.ofHours(hour));
            assertFalse(north.isWithin(evening, summer), summer::toString);
        }
        assertEquals(
                List.of(),
                north.next(evening, Instant.parse("2026-05-25T12:00:00Z"))
                        .filter(span -> span.from().isBefore(Instant.parse("2026-07-10T00:00:00Z")))
                        .toList());
    }

    /** At 65.5° north in June it sets after midnight by summer time: of the evening before. */
    @Test
    void belongsToTheEveningThoughTheSunSetsAfterMidnight() {
        Timetable north = at(65.5, 10);
        var night = new Window(SUNSET, SUNRISE, Set.of(DayOfWeek.SATURDAY));

        Instant set =
                north.next(night, Instant.parse("2026-06-18T12:00:00Z")).findFirst().get().from();

        assertTrue(set.isAfter(Instant.parse("2026-06-20T22:00:00Z")), set::toString);
        assertTrue(set.isBefore(Instant.parse("2026-06-20T23:59:00Z")), set::toString);
    }

    private static Timetable at(double latitude, double longitude) {
        return new Timetable(
                ZoneId.of("Europe/Amsterdam"), Optional.of(new Position(latitude, longitude)));
    }
}
