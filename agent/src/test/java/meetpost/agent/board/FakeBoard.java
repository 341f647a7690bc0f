package meetpost.agent.board;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.EdgePin;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;
import meetpost.drivers.bus.Space;

/** A board of lines in memory. */
public final class FakeBoard implements Board {

    private final Map<Integer, FakePin> outputs = new HashMap<>();
    private final Map<Integer, FakeInput> inputs = new HashMap<>();
    private final Map<Integer, EdgePin> edges = new HashMap<>();
    private final List<OutputLine> requests = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private int refusals;
    private volatile Optional<I2cBus> i2c = Optional.empty();
    private volatile Optional<Kernel> kernel = Optional.empty();

    /** From now on somebody else holds the line, or lets go of it. */
    public synchronized void taken(int gpio, boolean now) {
        if (now) {
            taken.add(gpio);
        } else {
            taken.remove(gpio);
        }
    }

    /** The line that was asked for. */
    public synchronized FakePin output(int gpio) {
        return Objects.requireNonNull(outputs.get(gpio), "GPIO " + gpio + " was not asked for");
    }

    /** The line, low until a test says otherwise. */
    public synchronized FakeInput input(int gpio) {
        return inputs.computeIfAbsent(gpio, any -> new FakeInput());
    }

    /** What was asked for, in order. */
    public synchronized List<OutputLine> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized OutputPin output(OutputLine line) throws IOException {
        refuseTaken(line.gpio());
        requests.add(line);
        if (outputs.containsKey(line.gpio())) {
            throw new AssertionError("a line can be asked for once: " + line);
        }
        FakePin pin = new FakePin(line.startHigh());
        outputs.put(line.gpio(), pin);
        return pin;
    }

    @Override
    public synchronized InputPin input(InputLine line) throws IOException {
        refuseTaken(line.gpio());
        return input(line.gpio());
    }

    /** From now on that line gives these edges. */
    public synchronized void edges(int gpio, EdgePin line) {
        edges.put(gpio, line);
    }

    @Override
    public synchronized EdgePin edges(InputLine line) throws IOException {
        EdgePin known = edges.get(line.gpio());
        return known == null ? Board.super.edges(line) : known;
    }

    /** How often a line was asked for that somebody else holds. */
    public synchronized int refusals() {
        return refusals;
    }

    private void refuseTaken(int gpio) throws IOException {
        if (taken.contains(gpio)) {
            refusals++;
            throw new BusException(BusException.Kind.BUS, "GPIO " + gpio + " is held by spi0");
        }
    }

    @Override
    public String model() {
        return "a board in memory";
    }

    @Override
    public I2cBus i2c(int bus) {
        return i2c.orElseThrow(() -> new AssertionError("no I2C here"));
    }

    /** From now on every I2C bus is this one. */
    public void i2c(I2cBus bus) {
        i2c = Optional.of(bus);
    }

    @Override
    public List<Integer> i2cBuses() {
        return List.of();
    }

    @Override
    public Optional<String> i2cDriver(int bus, int address) {
        return Optional.empty();
    }

    @Override
    public OneWireBus oneWire() {
        throw new AssertionError("no 1-wire here");
    }

    @Override
    public Kernel kernel() {
        return new Kernel() {
            @Override
            public String read(String file) throws IOException {
                return now().read(file);
            }

            @Override
            public Space space() throws IOException {
                return now().space();
            }

            @Override
            public List<String> names(String directory) throws IOException {
                return now().names(directory);
            }

            private Kernel now() {
                return kernel.orElseThrow(() -> new AssertionError("no kernel here"));
            }
        };
    }

    /** From now on every file of the kernel's has that text. */
    public void kernel(String text) {
        kernel(new OneText(text));
    }

    /** From now on the kernel's files are read there. */
    public void kernel(Kernel files) {
        kernel = Optional.of(files);
    }

    @Override
    public void close() {}
}
