package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * From one time of the day to another. Where {@code to} is not after {@code from} it ends on the
 * next day, and belongs to the day on which it begins.
 */
public record Window(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    public Window {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        days = Set.copyOf(days);
    }
}
