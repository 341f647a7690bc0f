package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/**
 * One measurement on request, with what went over the wire for it.
 *
 * @param sample a reading as the part gave it, neither calibrated nor filtered; its number is 0
 * @param transcript a line for each transaction, in the form of the drivers' tests
 */
public record Probe(Sample sample, List<String> transcript) {

    public Probe {
        requireNonNull(sample, "sample");
        transcript = List.copyOf(transcript);
    }

    /** Opens the part, asks it once and forgets it. Blocks for the conversion. */
    public static Probe of(SensorSettings settings, Board board, Ticks ticks, Clock clock)
            throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        var wiring = new SensorWiring(settings, new RecordingBoard(board, lines::add), ticks);
        var time = clock.instant();
        Sample sample;
        try {
            var measurements = settings.part().opener().open(wiring).sense();
            sample = new Reading(settings.name(), time, 0, measurements);
        } catch (IOException | RuntimeException e) {
            sample = Faults.of(settings.name(), time, e);
        }
        return new Probe(sample, lines);
    }
}
