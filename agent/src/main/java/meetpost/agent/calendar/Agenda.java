package meetpost.agent.calendar;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.settings.rule.Behaviour;
import meetpost.agent.settings.rule.Behaviour.Schedule;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.Pulse;
import meetpost.agent.settings.rule.Setpoint;
import meetpost.agent.time.DurationText;

/** What rules will do by themselves at times of the day. One thread. */
public final class Agenda {

    private static final int MOST = 3;

    private final Timetable timetable;
    private final DateTimeFormatter moments;
    private final DateTimeFormatter times;

    /**
     * Something that begins.
     *
     * @param text for people, in the zone's time
     */
    public record Entry(Instant from, String text) {

        public Entry {
            requireNonNull(from, "from");
            requireNonNull(text, "text");
        }
    }

    public Agenda(Timetable timetable) {
        this.timetable = requireNonNull(timetable, "timetable");
        this.moments = formatter("uuuu-MM-dd HH:mm", timetable.zone());
        this.times = formatter("HH:mm", timetable.zone());
    }

    private static DateTimeFormatter formatter(String pattern, ZoneId zone) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    /** Whether something of it depends on the time of the day. */
    public static boolean has(Behaviour behaviour) {
        return behaviour instanceof Schedule
                || (behaviour instanceof Thermostat thermostat
                        && !thermostat.setpoint().times().isEmpty());
    }

    /** The next three times; fewer where there are not so many within half a year. */
    public List<Entry> next(Behaviour behaviour, Instant now) {
        Stream<Entry> all = Stream.of();
        if (behaviour instanceof Schedule schedule) {
            all =
                    Stream.concat(
                            schedule.windows().stream()
                                    .flatMap(each -> timetable.next(each, now).limit(MOST))
                                    .map(span -> new Entry(span.from(), text(span))),
                            schedule.pulses().stream().flatMap(each -> pulses(each, now)));
        } else if (behaviour instanceof Thermostat thermostat) {
            all = thermostat.setpoint().times().stream().flatMap(each -> setpoints(each, now));
        }
        return all.sorted(Comparator.comparing(Entry::from)).limit(MOST).toList();
    }

    private Stream<Entry> pulses(Pulse pulse, Instant now) {
        return timetable
                .next(pulse.at(), pulse.days(), now)
                .limit(MOST)
                .map(
                        at ->
                                new Entry(
                                        at,
                                        "%s for %s"
                                                .formatted(
                                                        moments.format(at),
                                                        DurationText.of(pulse.length()))));
    }

    private Stream<Entry> setpoints(Setpoint.At at, Instant now) {
        return timetable
                .next(at.window(), now)
                .limit(MOST)
                .map(span -> new Entry(span.from(), "%s: %s".formatted(text(span), at.value())));
    }

    private String text(Timetable.Span span) {
        return "%s to %s".formatted(moments.format(span.from()), times.format(span.to()));
    }

    /** When the clock is next put forward or back, for people; empty: not in this zone. */
    public Optional<String> nextClockChange(Instant now) {
        return Optional.ofNullable(timetable.zone().getRules().nextTransition(now))
                .map(
                        change ->
                                "%s, when %s becomes %s"
                                        .formatted(
                                                change.getDateTimeBefore().toLocalDate(),
                                                change.getDateTimeBefore().toLocalTime(),
                                                change.getDateTimeAfter().toLocalTime()));
    }
}
