package meetpost.agent.calendar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.Position;
import org.shredzone.commons.suncalc.SunPosition;
import org.shredzone.commons.suncalc.SunTimes;

/**
 * When the sun rises and sets at one place. The library behind it is not loaded before the first
 * question. One thread.
 */
public final class Daylight {

    /**
     * Of the sun's centre, when its upper edge is at the horizon: 34' of refraction and 16' of half
     * its width, as the almanacs have it.
     */
    private static final double HORIZON_DEGREES = -50.0 / 60;

    private static final Duration HALF_DAY = Duration.ofHours(12);

    /** The sun is in the south up to a quarter of an hour before or after noon by mean time. */
    private static final Duration NOON_SWAY = Duration.ofMinutes(20);

    private static final int REMEMBERED = 32;

    private final Position position;
    private final Map<LocalDate, Day> days =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<LocalDate, Day> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Day(Optional<Instant> rise, Optional<Instant> set) {}

    public Daylight(Position position) {
        this.position = requireNonNull(position, "position");
    }

    /** The sunrise in the morning of a day there; empty: it stays up, or down. */
    public Optional<Instant> rise(LocalDate day) {
        return day(day).rise();
    }

    /** The sunset in the evening of a day there, after midnight too; empty: as with sunrise. */
    public Optional<Instant> set(LocalDate day) {
        return day(day).set();
    }

    /** Whether some of it is above the horizon. */
    public boolean isUp(Instant time) {
        return SunPosition.compute()
                        .on(time.atZone(ZoneOffset.UTC))
                        .at(position.latitude(), position.longitude())
                        .execute()
                        .getTrueAltitude()
                > HORIZON_DEGREES;
    }

    private Day day(LocalDate day) {
        Day known = days.get(day);
        if (known != null) {
            return known;
        }
        ZonedDateTime noon =
                day.atTime(12, 0)
                        .atZone(ZoneOffset.UTC)
                        .minusSeconds(Math.round(position.longitude() * 240));
        SunTimes morning = times(noon.minus(HALF_DAY).minus(NOON_SWAY));
        SunTimes evening = times(noon.minus(NOON_SWAY));
        var found =
                new Day(
                        Optional.ofNullable(morning.getRise()).map(ZonedDateTime::toInstant),
                        Optional.ofNullable(evening.getSet()).map(ZonedDateTime::toInstant));
        days.put(day, found);
        return found;
    }

    /** What is within half a day of a time. */
    private SunTimes times(ZonedDateTime from) {
        return SunTimes.compute()
                .on(from)
                .at(position.latitude(), position.longitude())
                .twilight(HORIZON_DEGREES)
                .limit(HALF_DAY.plus(NOON_SWAY).plus(NOON_SWAY))
                .execute();
    }
}
