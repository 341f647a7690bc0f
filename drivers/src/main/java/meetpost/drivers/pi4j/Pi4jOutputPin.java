package meetpost.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import java.io.IOException;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;

/** An output line over Pi4J. */
final class Pi4jOutputPin implements OutputPin {

    private final OutputLine line;
    private final DigitalOutput output;

    Pi4jOutputPin(OutputLine line, DigitalOutput output) {
        this.line = line;
        this.output = output;
    }

    @Override
    public synchronized void drive(boolean high) throws IOException {
        DigitalState state = Pi4jBoard.state(high);
        Failures.gpio(line.gpio(), line.name(), () -> output.state(state));
    }

    @Override
    public synchronized boolean high() throws IOException {
        return Failures.level(
                line.gpio(), line.name(), Failures.gpio(line.gpio(), line.name(), output::state));
    }
}
