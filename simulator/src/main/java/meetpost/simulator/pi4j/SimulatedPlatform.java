package meetpost.simulator.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.event.ShutdownEvent;
import com.pi4j.event.ShutdownListener;
import com.pi4j.provider.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.pi4j.I2cTree;
import meetpost.drivers.pi4j.Pi4jBoard;
import meetpost.simulator.bus.SimulatedBus;
import meetpost.simulator.bus.SimulatedKernel;
import meetpost.simulator.bus.SimulatedOneWire;
import meetpost.simulator.bus.SimulatedPins;
import meetpost.simulator.bus.SimulatedPrograms;
import meetpost.simulator.bus.SimulatedSerialPorts;

/**
 * A simulated machine below Pi4J: buses and lines with nothing on them yet. Any Pi4J 2 program runs
 * above it:
 *
 * <pre>{@code
 * var platform = new SimulatedPlatform();
 * platform.i2c(1).attach(0x76, new Bme280Chip());
 * Context pi4j = Pi4J.newContextBuilder().add(platform.providers()).build();
 * }</pre>
 *
 * <p>No native library of Pi4J is touched. Safe for use by several threads.
 */
public final class SimulatedPlatform {

    /** Above every provider of Pi4J's own; its mock has 1000. */
    static final int PRIORITY = 2000;

    private static final Pi4jBoard.Providers PROVIDERS =
            new Pi4jBoard.Providers(
                    SimulatedI2cProvider.ID, SimulatedOutputProvider.ID, SimulatedInputProvider.ID);

    private final Ticks ticks;
    private final Map<Integer, SimulatedBus> buses = new ConcurrentHashMap<>();
    private final SimulatedOneWire oneWire;
    private final SimulatedKernel kernel;
    private final SimulatedPrograms programs;
    private final SimulatedSerialPorts serial;
    private final SimulatedPins pins = new SimulatedPins();

    /** In real time. */
    public SimulatedPlatform() {
        this(Ticks.REAL);
    }

    /** In the time of {@code ticks}. */
    public SimulatedPlatform(Ticks ticks) {
        this.ticks = ticks;
        this.oneWire = new SimulatedOneWire(ticks);
        this.kernel = new SimulatedKernel(ticks);
        this.programs = new SimulatedPrograms(ticks);
        this.serial = new SimulatedSerialPorts(ticks);
    }

    /** The I2C bus of that number, which exists from the first call on. */
    public SimulatedBus i2c(int bus) {
        return buses.computeIfAbsent(bus, number -> new SimulatedBus(ticks));
    }

    /** The I2C buses that exist, by number. */
    public Map<Integer, SimulatedBus> buses() {
        return Map.copyOf(buses);
    }

    /** The 1-wire bus, which Pi4J knows nothing of: the kernel shows it as files. */
    public SimulatedOneWire oneWire() {
        return oneWire;
    }

    /** What the kernel measures by itself. */
    public SimulatedKernel kernel() {
        return kernel;
    }

    /** What stands for programs: none of the machine's own is run. */
    public SimulatedPrograms programs() {
        return programs;
    }

    /** Serial ports, with nothing plugged in. */
    public SimulatedSerialPorts serial() {
        return serial;
    }

    /** The lines of the header. */
    public SimulatedPins pins() {
        return pins;
    }

    /**
     * For {@code Pi4J.newContextBuilder().add}: I2C, digital outputs and inputs. One context each.
     */
    public Provider<?, ?, ?>[] providers() {
        return new Provider<?, ?, ?>[] {
            new SimulatedI2cProvider(buses),
            new SimulatedOutputProvider(pins),
            new SimulatedInputProvider(pins, ticks)
        };
    }

    /** The board that our drivers know, over a Pi4J context of its own. */
    public Board board() {
        Context context =
                Pi4J.newContextBuilder()
                        .noAutoDetect()
                        .noAutoInject()
                        .disableShutdownHook()
                        .add(providers())
                        .build();
        return new Pi4jBoard(
                "Simulated Pi",
                context,
                PROVIDERS,
                new Buses(),
                oneWire,
                kernel,
                programs,
                serial,
                ticks::signal);
    }

    /** A line must be free for the next context; {@code shutdown(Context)} is final in Pi4J 4. */
    static void atShutdown(Context context, Runnable action) {
        context.addListener(
                new ShutdownListener() {
                    @Override
                    public void onShutdown(ShutdownEvent event) {
                        action.run();
                    }
                });
    }

    /** What a kernel would say of our buses. */
    private final class Buses implements I2cTree {

        @Override
        public List<Integer> buses() {
            return buses.keySet().stream().sorted().toList();
        }

        @Override
        public void check(int bus) throws IOException {
            if (!buses.containsKey(bus)) {
                throw new BusException(
                        BusException.Kind.BUS,
                        "the simulated Pi has no I2C bus %s, only %s"
                                .formatted(bus, buses.keySet()));
            }
        }

        @Override
        public Optional<String> driver(int bus, int address) {
            return Optional.empty();
        }
    }
}
