package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
import meetpost.drivers.bus.Programs;
import meetpost.drivers.bus.SerialPorts;
import meetpost.drivers.bus.TurnTakingBus;
import meetpost.drivers.bus.WakeSignal;

/**
 * The buses and lines of a Pi4J platform: of a Raspberry Pi ({@link RaspberryPi}) or of a simulated
 * one. Safe for use by several threads.
 */
public final class Pi4jBoard implements Board {

    /** Longer than a few transfers in a row that each run into the kernel's limit of 1 s. */
    private static final Duration MAX_TURN = Duration.ofSeconds(5);

    private final String model;
    private final Context context;
    private final Providers providers;
    private final I2cTree i2cTree;
    private final OneWireBus oneWire;
    private final Kernel kernel;
    private final Programs programs;
    private final SerialPorts serial;
    private final Supplier<WakeSignal> signals;
    private final Map<Integer, I2cBus> buses = new HashMap<>();
    private boolean closed;

    /**
     * @param model what the board calls itself
     * @param context is shut down when this board is closed, so it must not have a shutdown hook of
     *     its own
     * @param signals for threads that wait for an edge, or for their turn on a bus
     */
    public Pi4jBoard(
            String model,
            Context context,
            Providers providers,
            I2cTree i2cTree,
            OneWireTree oneWireTree,
            Kernel kernel,
            Programs programs,
            SerialPorts serial,
            Supplier<WakeSignal> signals) {
        this.model = requireNonNull(model, "model");
        this.context = requireNonNull(context, "context");
        this.providers = requireNonNull(providers, "providers");
        this.i2cTree = requireNonNull(i2cTree, "i2cTree");
        this.oneWire = new SysfsOneWire(oneWireTree);
        this.kernel = requireNonNull(kernel, "kernel");
        this.programs = requireNonNull(programs, "programs");
        this.serial = requireNonNull(serial, "serial");
        this.signals = requireNonNull(signals, "signals");
    }

    /** The identifiers of the Pi4J providers to use, each named so that none is ever guessed. */
    public record Providers(String i2c, String output, String input) {

        public Providers {
            requireNonNull(i2c, "i2c");
            requireNonNull(output, "output");
            requireNonNull(input, "input");
        }
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public synchronized I2cBus i2c(int bus) throws IOException {
        requireOpen();
        I2cBus known = buses.get(bus);
        if (known != null) {
            return known;
        }
        i2cTree.check(bus);
        I2cBus opened =
                new TurnTakingBus(
                        "I2C bus " + bus,
                        new Pi4jI2cBus(context, providers.i2c(), bus, i2cTree),
                        MAX_TURN,
                        signals);
        buses.put(bus, opened);
        return opened;
    }

    @Override
    public Programs programs() {
        return programs;
    }

    @Override
    public SerialPorts serial() {
        return serial;
    }

    @Override
    public List<Integer> i2cBuses() throws IOException {
        return i2cTree.buses();
    }

    @Override
    public Optional<String> i2cDriver(int bus, int address) throws IOException {
        return i2cTree.driver(bus, address);
    }

    @Override
    public OneWireBus oneWire() {
        return oneWire;
    }

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public synchronized OutputPin output(OutputLine line) throws IOException {
        requireOpen();
        var config =
                DigitalOutput.newConfigBuilder(context)
                        .id("gpio" + line.gpio())
                        .name(line.name())
                        .address(line.gpio())
                        .initial(state(line.startHigh()))
                        .provider(providers.output())
                        .build();
        DigitalOutput output =
                Failures.gpio(line.gpio(), line.name(), () -> context.create(config));
        return new Pi4jOutputPin(line, output);
    }

    @Override
    public synchronized InputPin input(InputLine line) throws IOException {
        return new Pi4jInputPin(line, taken(line), signals.get());
    }

    @Override
    public synchronized EdgePin edges(InputLine line) throws IOException {
        return new Pi4jEdgePin(line, taken(line), signals.get());
    }

    private DigitalInput taken(InputLine line) throws IOException {
        requireOpen();
        var config =
                DigitalInput.newConfigBuilder(context)
                        .id("gpio" + line.gpio())
                        .name(line.name())
                        .address(line.gpio())
                        .pull(pull(line))
                        .debounce(0L)
                        .provider(providers.input())
                        .build();
        return Failures.gpio(line.gpio(), line.name(), () -> context.create(config));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.shutdown();
        }
    }

    private void requireOpen() throws BusException {
        if (closed) {
            throw new BusException(BUS, "the board is closed");
        }
    }

    static DigitalState state(boolean high) {
        return high ? DigitalState.HIGH : DigitalState.LOW;
    }

    private static PullResistance pull(InputLine line) {
        return switch (line.pull()) {
            case NONE -> PullResistance.OFF;
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
        };
    }
}
