package meetpost.agent.calendar;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.settings.Position;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.TimeOfDay.OfClock;
import meetpost.agent.settings.rule.TimeOfDay.OfSun;
import meetpost.agent.settings.rule.Window;

/**
 * Times of the day at a place. In the night that has an hour twice a time is the first of both; in
 * the one that lacks an hour a time in it is the hour's end. One thread.
 */
public final class Timetable {

    /** As far as {@link #next} looks: a polar night, and a week for the days of the week. */
    private static final int FAR_DAYS = 200;

    private static final int WEEK_AND_A_DAY = 8;

    private final ZoneId zone;
    private final Optional<Daylight> daylight;

    /**
     * @param position empty: there is no time by the sun
     */
    public Timetable(ZoneId zone, Optional<Position> position) {
        this.zone = requireNonNull(zone, "zone");
        this.daylight = position.map(Daylight::new);
    }

    /** From a time on, and before another one. */
    public record Span(Instant from, Instant to) {

        public Span {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }

        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    public ZoneId zone() {
        return zone;
    }

    /** Whether the sun is up; empty where nobody knows the place. */
    public Optional<Boolean> isSunUp(Instant now) {
        return daylight.map(sun -> sun.isUp(now));
    }

    /** Whether it is within a window. */
    public boolean isWithin(Window window, Instant now) {
        LocalDate today = date(now);
        return Stream.of(today.minusDays(1), today, today.plusDays(1))
                .flatMap(day -> span(window, day).stream())
                .anyMatch(span -> span.contains(now));
    }

    /** The last time that it was, this moment included; empty: not within eight days. */
    public Optional<Instant> last(TimeOfDay time, Set<DayOfWeek> days, Instant now) {
        LocalDate today = date(now);
        // A sunset may be after midnight, and so of the day before.
        return Stream.iterate(today.plusDays(1), day -> day.minusDays(1))
                .limit(WEEK_AND_A_DAY + 1L)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .flatMap(day -> at(day, time).stream())
                .filter(at -> !at.isAfter(now))
                .findFirst();
    }

    /** The next times that it is, after this moment, in their order; none where it is far. */
    public Stream<Instant> next(TimeOfDay time, Set<DayOfWeek> days, Instant now) {
        return from(now)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .flatMap(day -> at(day, time).stream())
                .filter(at -> at.isAfter(now));
    }

    /** The next of a window that begin after this moment, in their order; none where it is far. */
    public Stream<Span> next(Window window, Instant now) {
        return from(now)
                .flatMap(day -> span(window, day).stream())
                .filter(span -> span.from().isAfter(now));
    }

    private Stream<LocalDate> from(Instant now) {
        return Stream.iterate(date(now).minusDays(1), day -> day.plusDays(1)).limit(FAR_DAYS);
    }

    private LocalDate date(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    /** When a time of a day is; empty where the sun does not rise, or set, on it. */
    public Optional<Instant> at(LocalDate day, TimeOfDay time) {
        if (time instanceof OfClock clock) {
            return Optional.of(at(day, clock.time()));
        }
        OfSun sun = (OfSun) time;
        return daylight.flatMap(light -> sun.rise() ? light.rise(day) : light.set(day))
                .map(at -> at.plus(sun.later()));
    }

    private Instant at(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        var offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            ZoneOffset first = offsets.get(0);
            return local.toInstant(first);
        }
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return gap.getInstant();
    }

    /** Of a day on which it begins; none that turns inside out. */
    private Optional<Span> span(Window window, LocalDate day) {
        if (!window.days().contains(day.getDayOfWeek())) {
            return Optional.empty();
        }
        LocalDate end = window.isOverMidnight() ? day.plusDays(1) : day;
        return at(day, window.from())
                .flatMap(
                        from ->
                                at(end, window.to())
                                        .filter(to -> to.isAfter(from))
                                        .map(to -> new Span(from, to)));
    }
}
