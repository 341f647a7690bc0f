package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.util.Set;
import meetpost.agent.settings.rule.TimeOfDay.OfClock;

/**
 * From one time of the day to another, on the days on which it begins.
 *
 * @param days on which it begins
 */
public record Window(TimeOfDay from, TimeOfDay to, Set<DayOfWeek> days) {

    public Window {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        days = Set.copyOf(days);
    }

    /**
     * Whether it ends on the next day: by the clock where {@code to} is not after {@code from}, and
     * with the sun at one end where it goes from an afternoon or a sunset to a morning or a
     * sunrise.
     */
    public boolean isOverMidnight() {
        if (from instanceof OfClock begin && to instanceof OfClock end) {
            return !end.time().isAfter(begin.time());
        }
        return !from.isMorning() && to.isMorning();
    }
}
