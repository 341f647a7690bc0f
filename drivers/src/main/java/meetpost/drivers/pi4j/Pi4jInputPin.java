package meetpost.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import java.io.IOException;
import java.time.Duration;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.WakeSignal;

/** An input line over Pi4J. */
final class Pi4jInputPin implements InputPin {

    private final InputLine line;
    private final DigitalInput input;
    private final WakeSignal edges;

    Pi4jInputPin(InputLine line, DigitalInput input, WakeSignal edges) {
        this.line = line;
        this.input = input;
        this.edges = edges;
        input.addListener(event -> edges.raise());
    }

    @Override
    public boolean high() throws IOException {
        return Failures.level(
                line.gpio(), line.name(), Failures.gpio(line.gpio(), line.name(), input::state));
    }

    @Override
    public boolean awaitEdge(Duration bound) throws InterruptedException {
        return edges.await(bound);
    }
}
