package meetpost.agent.sampling;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import org.tinylog.Logger;

/**
 * The part behind a sensor. It is opened when it is first asked, and again after a failure: what is
 * missing at the start appears when it is plugged in. For one thread at a time.
 */
final class OpenedPart {

    /** Faults in a row that may pass by themselves, before the part is opened anew. */
    private static final int FORGIVEN = 2;

    /**
     * After that it is opened anew after each so many more: what a driver knows of earlier answers
     * is gone then, and some are believed only next to others.
     */
    private static final int BETWEEN_OPENINGS = 4;

    private final SensorSettings settings;
    private final SensorWiring wiring;
    private final UnnamedDevice unnamed;
    private final RetryDelay backOff;
    private Optional<Sensor> sensor = Optional.empty();
    private volatile Optional<String> remark = Optional.empty();
    private long readings;

    /** Answers in a row that lacked a quantity. */
    private int partials;

    /**
     * @param backOff is told of each answer and each fault
     */
    OpenedPart(SensorSettings settings, SensorWiring wiring, RetryDelay backOff) {
        this.settings = settings;
        this.wiring = wiring;
        this.unnamed = new UnnamedDevice(wiring, Logger::warn);
        this.backOff = backOff;
    }

    /** It is opened anew before it is asked again. */
    void forget() {
        sensor = Optional.empty();
    }

    /** What it is where it is not what it is sold as, by its last answer. Any thread. */
    Optional<String> remark() {
        return remark;
    }

    /** Blocks for the conversion. */
    Sample ask(Instant time) throws InterruptedException {
        Sample sample = sample(time);
        if (sample instanceof Fault fault) {
            backOff.failed();
            long unforgiven = backOff.faults() - FORGIVEN;
            if (!mayComeByItself(fault) || (unforgiven > 0 && unforgiven % BETWEEN_OPENINGS == 1)) {
                forget();
            }
        } else {
            backOff.answered();
            partials = sample instanceof Partial ? partials + 1 : 0;
            if (partials > FORGIVEN) {
                // What the part said of itself when it was opened may have been read wrongly.
                forget();
                partials = 0;
            }
        }
        return sample;
    }

    /** Bad luck on the wire, or a conversion that is under way: opening anew would not help. */
    static boolean mayComeByItself(Fault fault) {
        return fault.kind() == FaultKind.CORRUPT || fault.kind() == FaultKind.NOT_READY;
    }

    private Sample sample(Instant time) throws InterruptedException {
        try {
            if (unnamed.isAnother()) {
                forget();
            }
            Sensor opened = sensor.isPresent() ? sensor.get() : open();
            Sensed sensed = complete(opened.sense());
            readings++;
            return Faults.sample(settings.name(), time, readings, sensed);
        } catch (IOException | RuntimeException e) {
            return Faults.of(settings.name(), time, e);
        } finally {
            remark = sensor.flatMap(Sensor::remark);
        }
    }

    private Sensor open() throws IOException, InterruptedException {
        Sensor opened = settings.part().opener().open(wiring);
        sensor = Optional.of(opened);
        return opened;
    }

    private Sensed complete(Sensed sensed) {
        if (!Set.copyOf(sensed.quantities()).equals(Set.copyOf(settings.part().quantities()))) {
            throw new IllegalStateException(
                    "%s measured %s, expected %s"
                            .formatted(
                                    settings.part().name(),
                                    sensed.quantities(),
                                    settings.part().quantities()));
        }
        return sensed;
    }
}
