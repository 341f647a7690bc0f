package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import meetpost.agent.time.DurationText;

/** When something is on a day, by the clock or by the sun. */
public sealed interface TimeOfDay {

    /** As settings have it. */
    String text();

    /** Whether it is before noon; a sunrise is, whenever it is. */
    boolean isMorning();

    /** By the clock. */
    record OfClock(LocalTime time) implements TimeOfDay {

        public OfClock {
            requireNonNull(time, "time");
        }

        @Override
        public String text() {
            return time.toString();
        }

        @Override
        public boolean isMorning() {
            return time.isBefore(LocalTime.NOON);
        }
    }

    /**
     * By the sun.
     *
     * @param rise sunrise, else sunset
     * @param later so long after that; negative: before
     */
    record OfSun(boolean rise, Duration later) implements TimeOfDay {

        public OfSun {
            requireNonNull(later, "later");
        }

        @Override
        public String text() {
            String event = rise ? "sunrise" : "sunset";
            if (later.isZero()) {
                return event;
            }
            return event + (later.isNegative() ? "-" : "+") + DurationText.of(later.abs());
        }

        @Override
        public boolean isMorning() {
            return rise;
        }
    }

    /** At a time of the clock. */
    static TimeOfDay of(LocalTime time) {
        return new OfClock(time);
    }
}
