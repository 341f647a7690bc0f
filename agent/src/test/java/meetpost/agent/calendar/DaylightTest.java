package meetpost.agent.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import meetpost.agent.settings.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against times that the Astronomical Applications Department of the U.S. Naval Observatory has
 * published ("Rise and Set for the Sun"), in universal time.
 */
class DaylightTest {

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    /** The table for 60 degrees north on the meridian of Greenwich, of 2019. */
    @ParameterizedTest
    @CsvSource({
        "2019-01-01, 09:02, 15:05",
        "2019-02-15, 07:39, 16:50",
        "2019-02-28, 07:02, 17:24",
        "2019-03-31, 05:29, 18:41",
        "2019-05-10, 03:35, 20:19",
        "2019-06-21, 02:36, 21:28",
        "2019-08-12, 04:06, 20:02",
        "2019-10-27, 07:08, 16:18",
        "2019-11-14, 07:55, 15:33",
        "2019-12-21, 09:02, 14:54"
    })
    void risesAndSetsAsTheAlmanacHasItAtSixtyDegrees(String day, String rise, String set) {
        check(new Position(60, 0), day, rise, set);
    }

    /** Of Longyearbyen, 78° 13' north, 15° 38' east, of 2020. */
    @ParameterizedTest
    @CsvSource({
        "2020-03-05, 06:48, 15:33",
        "2020-04-05, 02:35, 19:32",
        "2020-09-25, 04:53, 16:42",
        "2020-10-15, 07:29, 13:54",
        "2020-10-25, 09:50, 11:31"
    })
    void risesAndSetsAsTheAlmanacHasItFarInTheNorth(String day, String rise, String set) {
        check(new Position(78.216667, 15.633333), day, rise, set);
    }

    /** Of Auckland, 36° 50' south, 174° 48' east: the morning there is the evening before here. */
    @Test
    void risesOnTheDayOfThePlace() {
        var auckland = new Daylight(new Position(-36.833333, 174.8));

        near("2020-06-14T19:32:00Z", auckland.rise(LocalDate.of(2020, 6, 15)));
        near("2020-06-15T05:11:00Z", auckland.set(LocalDate.of(2020, 6, 15)));
    }

    /**
     * Of Anchorage, 61° 13' north, 149° 52' west: the evening there is the next day here. It sets
     * at 07:40 in the list of 15 June and at 07:42 in that of 25 June.
     */
    @Test
    void setsOnTheDayOfThePlace() {
        var anchorage = new Daylight(new Position(61.216667, -149.866667));

        near("2020-06-15T12:21:00Z", anchorage.rise(LocalDate.of(2020, 6, 15)));
        near("2020-06-16T07:41:00Z", anchorage.set(LocalDate.of(2020, 6, 15)));
    }

    /** The almanac says so of Longyearbyen. */
    @ParameterizedTest
    @CsvSource({"2020-12-15, false", "2020-01-25, false", "2020-06-15, true", "2020-08-15, true"})
    void neitherRisesNorSetsInPolarNightAndPolarDay(LocalDate day, boolean up) {
        var north = new Daylight(new Position(78.216667, 15.633333));

        assertEquals(Optional.empty(), north.rise(day));
        assertEquals(Optional.empty(), north.set(day));
        assertEquals(up, north.isUp(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
        assertEquals(up, north.isUp(day.atTime(12, 0).toInstant(ZoneOffset.UTC)));
    }

    /**
     * At 66° the sun does not set in June, as with its width and the refraction it does not from
     * 65° 44' on. On 21 December its declination is -23° 26', noon on the meridian is at 11:58, and
     * half of the day is as long as it takes for the hour angle whose cosine is (sin -50' - sin 66°
     * sin -23° 26') / (cos 66° cos -23° 26') = 0.9347: 20.8°, which is 83 minutes.
     */
    @Test
    void staysUpInJuneAndIsUpForThreeHoursInDecemberAtSixtySixDegrees() {
        var circle = new Daylight(new Position(66, 0));

        assertEquals(Optional.empty(), circle.set(LocalDate.of(2026, 6, 21)));
        assertEquals(Optional.empty(), circle.rise(LocalDate.of(2026, 6, 21)));
        assertTrue(circle.isUp(Instant.parse("2026-06-21T00:00:00Z")));
        near("2026-12-21T10:35:00Z", circle.rise(LocalDate.of(2026, 12, 21)));
        near("2026-12-21T13:21:00Z", circle.set(LocalDate.of(2026, 12, 21)));
    }

    /** On 1 March and on 28 February the almanac has 06:59 and 07:02, a year apart by a day. */
    @Test
    void risesOnADayThatThreeYearsOfFourDoNotHave() {
        var greenwich = new Daylight(new Position(60, 0));

        near("2028-02-29T07:00:00Z", greenwich.rise(LocalDate.of(2028, 2, 29)));
    }

    @Test
    void isUpFromItsRiseToItsSet() {
        var greenwich = new Daylight(new Position(60, 0));

        assertFalse(greenwich.isUp(Instant.parse("2019-12-21T08:59:00Z")));
        assertTrue(greenwich.isUp(Instant.parse("2019-12-21T09:05:00Z")));
        assertTrue(greenwich.isUp(Instant.parse("2019-12-21T14:51:00Z")));
        assertFalse(greenwich.isUp(Instant.parse("2019-12-21T14:57:00Z")));
    }

    private static void check(Position place, String day, String rise, String set) {
        var daylight = new Daylight(place);

        near(day + "T" + rise + ":00Z", daylight.rise(LocalDate.parse(day)));
        near(day + "T" + set + ":00Z", daylight.set(LocalDate.parse(day)));
    }

    private static void near(String expected, Optional<Instant> found) {
        Duration apart = Duration.between(Instant.parse(expected), found.orElseThrow());
        assertTrue(apart.abs().compareTo(TWO_MINUTES) <= 0, () -> found + ", expected " + expected);
    }
}
