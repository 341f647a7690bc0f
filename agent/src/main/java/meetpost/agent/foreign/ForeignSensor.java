package meetpost.agent.foreign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;

/** What is known of one sensor that somebody else publishes. For several threads. */
final class ForeignSensor {

    /** However fast somebody publishes: what comes in between is overtaken by what comes last. */
    private static final Duration APART = Duration.ofMillis(100);

    private final SensorSettings settings;
    private final Wire.Topic wire;
    private final ValueReader reader;
    private final Ticks ticks;
    private final Clock clock;

    /** From here on guarded by this. What came and was not read yet. */
    private Optional<Arrival> waiting = Optional.empty();

    /** The tick of the last message that was not the broker's stored copy, or of the start. */
    private long heard;

    /** The tick at which silence is, or was last, a fault. */
    private long silent;

    /** The tick before which nothing more is read. */
    private long earliest;

    /** Until a live one came, or silence was a fault: what is stored says nothing new then. */
    private boolean storedCounts = true;

    private boolean live;
    private long readings;

    /**
     * A message.
     *
     * @param payload empty: too large to be kept
     */
    private record Arrival(Optional<byte[]> payload, boolean retained) {}

    /**
     * @param ticks real ones: messages come in real time
     */
    ForeignSensor(SensorSettings settings, Wire.Topic wire, Ticks ticks, Clock clock) {
        this.settings = settings;
        this.wire = wire;
        this.reader = new ValueReader(wire.values());
        this.ticks = ticks;
        this.clock = clock;
        heard = ticks.now();
        earliest = heard;
        silent = heard + settings.every().toNanos();
    }

    SensorSettings settings() {
        return settings;
    }

    String topic() {
        return wire.topic();
    }

    /** Whether its last value came when it was published, and was not kept by the broker. */
    synchronized boolean isLive() {
        return live;
    }

    /** A message came; empty where it was too large to be kept. */
    synchronized void came(Optional<byte[]> payload, boolean retained) {
        if (retained && !storedCounts) {
            return;
        }
        waiting = Optional.of(new Arrival(payload, retained));
        if (!retained) {
            storedCounts = false;
            heard = ticks.now();
            silent = heard + settings.every().toNanos();
        }
    }

    /** The tick at which {@link #due} has something to say, if nothing comes until then. */
    synchronized long next() {
        return waiting.isPresent() && earliest - silent < 0 ? earliest : silent;
    }

    /** What became of it; empty: nothing new. */
    synchronized Optional<Sample> due() {
        long now = ticks.now();
        if (waiting.isPresent() && earliest - now <= 0) {
            Arrival arrival = waiting.get();
            waiting = Optional.empty();
            earliest = now + APART.toNanos();
            return Optional.of(sample(arrival));
        }
        if (silent - now > 0) {
            return Optional.empty();
        }
        silent = now + settings.every().toNanos();
        live = false;
        storedCounts = false;
        return Optional.of(fault(FaultKind.NO_ANSWER, silence(now)));
    }

    private Sample sample(Arrival arrival) {
        if (arrival.payload.isEmpty()) {
            return fault(FaultKind.CORRUPT, "more came on %s than is read".formatted(topic()));
        }
        Sensed sensed;
        try {
            sensed = reader.read(arrival.payload.get());
        } catch (SensorException e) {
            return fault(FaultKind.CORRUPT, "on %s came %s".formatted(topic(), e.getMessage()));
        }
        live = !arrival.retained;
        readings++;
        var reading =
                new Reading(settings.name(), clock.instant(), readings, sensed.measurements());
        List<Failed> failed =
                sensed.failures().stream()
                        .map(each -> new Failed(each.quantity(), FaultKind.CORRUPT, each.message()))
                        .toList();
        return failed.isEmpty() ? reading : new Partial(reading, failed);
    }

    private String silence(long now) {
        return "nothing came on %s for %s s, expected a message within %s s"
                .formatted(
                        topic(),
                        Duration.ofNanos(now - heard).toSeconds(),
                        settings.every().toSeconds());
    }

    private Fault fault(FaultKind kind, String message) {
        return new Fault(settings.name(), clock.instant(), kind, settings.name() + ": " + message);
    }
}
