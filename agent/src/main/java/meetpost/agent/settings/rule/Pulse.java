package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Set;

/** At a time of the day, for a while. */
public record Pulse(TimeOfDay at, Duration length, Set<DayOfWeek> days) {

    public Pulse {
        requireNonNull(at, "at");
        requireNonNull(length, "length");
        days = Set.copyOf(days);
    }
}
