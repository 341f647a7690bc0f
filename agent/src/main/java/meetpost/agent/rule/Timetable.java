package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.settings.rule.Window;

/**
 * Times of the day in a zone. In the night that has an hour twice a time is the first of both; in
 * the one that lacks an hour a time in it is the hour's end.
 */
record Timetable(ZoneId zone) {

    Timetable {
        requireNonNull(zone, "zone");
    }

    /** From a time on, and before another one. */
    record Span(Instant from, Instant to) {

        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /** Whether it is within a window. */
    boolean isWithin(Window window, Instant now) {
        return spans(window, now).anyMatch(span -> span.contains(now));
    }

    /** The last time that it was, this moment included; empty: not within eight days. */
    Optional<Instant> last(LocalTime time, Set<DayOfWeek> days, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Stream.iterate(today, day -> day.minusDays(1))
                .limit(8)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .map(day -> at(day, time))
                .filter(at -> !at.isAfter(now))
                .findFirst();
    }

    /** When a time of a day is. */
    Instant at(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.get(0));
        }
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return gap.getInstant();
    }

    /** Those that began today or yesterday; of a window that turns inside out there is none. */
    private Stream<Span> spans(Window window, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> window.days().contains(day.getDayOfWeek()))
                .map(day -> new Span(at(day, window.from()), at(end(window, day), window.to())));
    }

    private static LocalDate end(Window window, LocalDate day) {
        return window.to().isAfter(window.from()) ? day : day.plusDays(1);
    }
}
