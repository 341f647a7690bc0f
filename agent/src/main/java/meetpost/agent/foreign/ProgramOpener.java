package meetpost.agent.foreign;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import meetpost.agent.settings.PickedValue;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.Wiring;

/**
 * A sensor that is a program: what it writes to its standard output is a number, or JSON. It is run
 * each time that the sensor is asked.
 *
 * @param command its absolute path and its arguments
 * @param values in the order of the part
 * @param timeout after which it has failed
 */
public record ProgramOpener(List<String> command, List<PickedValue> values, Duration timeout)
        implements Part.Opener {

    public ProgramOpener {
        command = List.copyOf(command);
        values = List.copyOf(values);
        requireNonNull(timeout, "timeout");
    }

    @Override
    public Sensor open(Wiring wiring) {
        Programs programs = wiring.programs();
        var reader = new ValueReader(values);
        return () -> reader.read(programs.run(command, timeout, ValueReader.MOST_BYTES));
    }
}
