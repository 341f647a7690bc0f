package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.SensorException;

/**
 * One measurement on request, with what went over the wire for it.
 *
 * @param sensor as it was asked
 * @param sample a reading as the part gave it, neither calibrated nor filtered; its number is 0
 * @param remark what the part is where it is not what it is sold as
 * @param transcript a line for each transaction, in the form of the drivers' tests
 */
public record SensorProbe(
        SensorSettings sensor, Sample sample, Optional<String> remark, List<String> transcript) {

    private static final int TRIES = 3;

    public SensorProbe {
        requireNonNull(sensor, "sensor");
        requireNonNull(sample, "sample");
        requireNonNull(remark, "remark");
        transcript = List.copyOf(transcript);
    }

    /**
     * Opens the part, asks it once, or three times where it is not ready, and forgets it. Blocks
     * for the conversions.
     */
    public static SensorProbe of(SensorSettings settings, Board board, Ticks ticks, Clock clock)
            throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        var wiring = new SensorWiring(settings, new RecordingBoard(board, lines::add), ticks);
        var time = clock.instant();
        Optional<Sensor> opened = Optional.empty();
        Sample sample;
        try {
            Sensor sensor = settings.part().opener().open(wiring);
            opened = Optional.of(sensor);
            sample = Faults.sample(settings.name(), time, 0, believed(sensor));
        } catch (IOException | RuntimeException e) {
            sample = Faults.of(settings.name(), time, e);
        }
        return new SensorProbe(settings, sample, opened.flatMap(Sensor::remark), lines);
    }

    /** What is not believed alone may be so next to what comes after it. */
    private static Sensed believed(Sensor sensor) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                return sensor.sense();
            } catch (SensorException e) {
                if (e.kind() != SensorException.Kind.NOT_READY || tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
