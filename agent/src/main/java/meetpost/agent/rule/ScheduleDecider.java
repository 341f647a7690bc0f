package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.settings.rule.Behaviour.Schedule;
import meetpost.agent.settings.rule.Pulse;
import meetpost.agent.settings.rule.Window;
import meetpost.agent.time.DurationText;

/** On at times of the day. A pulse is as long as it is by ticks, whatever the calendar does. */
final class ScheduleDecider implements Decider {

    /** A pulse whose time went by longer ago was missed, and is not made up. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Schedule schedule;
    private final Timetable timetable;
    private final Map<Pulse, Instant> begun = new HashMap<>();
    private Optional<Instant> before = Optional.empty();
    private Optional<Running> running = Optional.empty();

    private record Running(Pulse pulse, long end) {}

    ScheduleDecider(Schedule schedule, Timetable timetable) {
        this.schedule = requireNonNull(schedule, "schedule");
        this.timetable = requireNonNull(timetable, "timetable");
    }

    @Override
    public Decision decide(Moment moment, Observations observations) {
        moment.calendar().ifPresent(now -> begin(now, moment.tick()));
        running = running.filter(each -> moment.tick() - each.end() < 0);
        if (running.isPresent()) {
            Pulse pulse = running.get().pulse();
            return new Decision.Wants(
                    true,
                    "%s for %s".formatted(pulse.at().text(), DurationText.of(pulse.length())));
        }
        if (moment.calendar().isEmpty()) {
            return new Decision.Wants(false, "the clock is not set");
        }
        Instant now = moment.calendar().get();
        for (Window each : schedule.windows()) {
            if (timetable.isWithin(each, now)) {
                return new Decision.Wants(
                        true, "from %s to %s".formatted(each.from().text(), each.to().text()));
            }
        }
        return new Decision.Wants(false, "it is not the time");
    }

    private void begin(Instant now, long tick) {
        Instant since = before.orElse(now);
        before = Optional.of(now);
        for (Pulse each : schedule.pulses()) {
            Optional<Instant> last =
                    timetable
                            .last(each.at(), each.days(), now)
                            .filter(at -> at.isAfter(since))
                            .filter(at -> at.isAfter(now.minus(LATE)))
                            // A clock that was set back comes by once more.
                            .filter(at -> !at.equals(begun.get(each)));
            if (last.isPresent()) {
                begun.put(each, last.get());
                Duration late = Duration.between(last.get(), now);
                running =
                        Optional.of(new Running(each, tick + each.length().minus(late).toNanos()));
            }
        }
    }

    @Override
    public void dropped() {
        running = Optional.empty();
    }
}
