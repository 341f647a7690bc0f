package meetpost.agent.p1;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Faults;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.p1.P1Frames.Frame;
import meetpost.drivers.p1.P1Telegram;
import meetpost.drivers.sensor.SensorException;

/**
 * From telegrams to samples of one meter: one in each {@code every} at most, and a fault after 30
 * s, or three times {@code every}, without one that is right. Ticks are nanoseconds, and compare by
 * difference only. For one thread.
 */
final class P1Meter {

    /** A meter of DSMR 4 gives a telegram each ten seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int MISSED = 3;

    /** Meters are not exact: a telegram that is early by this still is the next. */
    private static final Duration EARLY = Duration.ofMillis(500);

    private final SensorSettings settings;
    private final Wire.Serial wire;
    private final Clock clock;
    private final long apart;
    private final long silence;
    private long heard;
    private long next;
    private long readings;
    private int damaged;
    private String damage = "";

    /**
     * @param now the tick
     */
    P1Meter(SensorSettings settings, Wire.Serial wire, Clock clock, long now) {
        this.settings = requireNonNull(settings, "settings");
        this.wire = requireNonNull(wire, "wire");
        this.clock = requireNonNull(clock, "clock");
        apart = settings.every().minus(EARLY).toNanos();
        silence = Math.max(SILENCE.toNanos(), MISSED * settings.every().toNanos());
        heard = now;
        next = now;
    }

    /** What came of a frame; empty: nothing new. */
    Optional<Sample> came(Frame frame, long now) {
        if (frame instanceof Frame.Damaged damagedOne) {
            damaged(damagedOne.why());
            return Optional.empty();
        }
        heard = now;
        damaged = 0;
        if (now - next < 0) {
            return Optional.empty();
        }
        next = now + apart;
        return Optional.of(sample(((Frame.Telegram) frame).text()));
    }

    /** Something came that is no telegram. */
    void damaged(String why) {
        damaged++;
        damage = why;
    }

    /** A fault where nothing right has come for too long, once in each {@code every}. */
    Optional<Sample> silent(long now) {
        if (now - heard < silence || now - next < 0) {
            return Optional.empty();
        }
        next = now + settings.every().toNanos();
        return Optional.of(
                damaged > 0
                        ? fault(
                                FaultKind.CORRUPT,
                                "telegrams on %s are damaged, %s in a row: %s"
                                        .formatted(wire.port(), damaged, damage))
                        : fault(
                                FaultKind.NO_ANSWER,
                                "no telegram on %s for %s s: is the cable in the meter's P1 port? An older meter needs `dsmr: 2`"
                                        .formatted(
                                                wire.port(),
                                                Duration.ofNanos(now - heard).toSeconds())));
    }

    /** The port cannot be had, or was lost: once in each {@code every}. */
    Optional<Sample> failed(Exception thrown, long now) {
        if (now - next < 0) {
            return Optional.empty();
        }
        next = now + settings.every().toNanos();
        return Optional.of(Faults.of(settings.name(), clock.instant(), thrown));
    }

    private Sample sample(String text) {
        try {
            var sensed = new P1Telegram(text).sensed(wire.channels());
            readings++;
            return Faults.sample(settings.name(), clock.instant(), readings, sensed);
        } catch (SensorException e) {
            return Faults.of(settings.name(), clock.instant(), e);
        }
    }

    private Fault fault(FaultKind kind, String message) {
        return new Fault(settings.name(), clock.instant(), kind, settings.name() + ": " + message);
    }
}
