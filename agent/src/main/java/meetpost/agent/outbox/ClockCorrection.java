package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.time.Boot;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;

/**
 * Corrects the times of what came about before the board's calendar was set: what it jumped by
 * since then was missing then. Safe for use by several threads.
 */
public final class ClockCorrection {

    private final Clock clock;
    private final Ticks ticks;
    private final long boot;

    /** The last that is known of earlier boots. */
    private final Map<Long, Timestamp> earlier = new ConcurrentHashMap<>();

    /**
     * @param boot the same as long as the ticks have the same origin: on Linux, {@code
     *     /proc/sys/kernel/random/boot_id}
     */
    ClockCorrection(Clock clock, Ticks ticks, long boot) {
        this.clock = requireNonNull(clock, "clock");
        this.ticks = requireNonNull(ticks, "ticks");
        this.boot = boot;
    }

    /**
     * Knows what earlier processes wrote since the machine was started, if the ticks are its own.
     */
    public static ClockCorrection of(Clock clock, Ticks ticks) {
        return new ClockCorrection(clock, ticks, Boot.of(ticks).id().getMostSignificantBits());
    }

    Timestamp now() {
        return new Timestamp(boot, ticks.now(), clock.millis());
    }

    /** How long, in real time, until what is of this boot is so old. */
    Duration until(Timestamp then, Duration age) {
        return ticks.real(then.tick() + age.toNanos());
    }

    /** What the disk remembers. */
    void learn(Timestamp moment) {
        earlier.put(moment.boot(), moment);
    }

    /**
     * By ticks, which do not jump; by the calendar, if it was set, where the board was started
     * since.
     */
    boolean olderThan(Duration age, Timestamp then, Instant stamp) {
        if (then.boot() == boot) {
            return ticks.now() - then.tick() > age.toNanos();
        }
        Instant time = corrected(stamp, then);
        return isKnown(time) && time.isBefore(clock.instant().minus(age));
    }

    /** Whether the calendar had been set when it showed that. */
    static boolean isKnown(Instant time) {
        return !FirstRelease.isAfter(time);
    }

    /**
     * The time that it really was when the calendar showed {@code stamp}, as far as is known now.
     */
    Instant corrected(Instant stamp, Timestamp then) {
        Timestamp last =
                then.boot() == boot
                        ? now()
                        : Optional.ofNullable(earlier.get(then.boot())).orElse(then);
        return stamp.plusMillis(then.stepUntil(last));
    }
}
