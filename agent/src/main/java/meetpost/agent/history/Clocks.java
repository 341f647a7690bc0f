package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Boot;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;

/**
 * The two clocks of a board. Safe for use by several threads.
 *
 * @param boot the same as long as the ticks have the same origin
 * @param origin the tick that is counted from
 */
record Clocks(Boot boot, Ticks ticks, long origin, Clock calendar) {

    Clocks {
        requireNonNull(boot, "boot");
        requireNonNull(ticks, "ticks");
        requireNonNull(calendar, "calendar");
    }

    /** Those of the machine can be compared with what earlier processes have written. */
    static Clocks of(Ticks ticks, Clock calendar) {
        return new Clocks(Boot.of(ticks), ticks, ticks == Ticks.REAL ? 0 : ticks.now(), calendar);
    }

    /** What they say of each other now. */
    ClockOffset now() {
        return new ClockOffset(boot.id().hashCode(), calendar.millis() - millis(ticks.now()));
    }

    /** A tick in milliseconds since the origin. */
    long millis(long tick) {
        return TimeUnit.NANOSECONDS.toMillis(tick - origin);
    }

    /** By the calendar, in milliseconds since 1970. */
    long time() {
        return calendar.millis();
    }

    /** Whether the calendar has been set. */
    boolean isKnown() {
        return !FirstRelease.isAfter(calendar.instant());
    }
}
