package meetpost.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;

/** An input line over Pi4J. */
final class Pi4jInputPin implements InputPin {

    private final InputLine line;
    private final DigitalInput input;
    private final Semaphore edges = new Semaphore(0);

    Pi4jInputPin(InputLine line, DigitalInput input) {
        this.line = line;
        this.input = input;
        input.addListener(event -> edges.release());
    }

    @Override
    public boolean high() throws IOException {
        return Failures.level(
                line.gpio(), line.name(), Failures.gpio(line.gpio(), line.name(), input::state));
    }

    @Override
    public boolean awaitEdge(Duration bound) throws InterruptedException {
        boolean seen = edges.tryAcquire(bound.toNanos(), TimeUnit.NANOSECONDS);
        edges.drainPermits();
        return seen;
    }
}
