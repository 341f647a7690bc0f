package meetpost.simulator.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.bus.Programs;

/** What programs would print: none is ever run. Safe for use by several threads. */
public final class SimulatedPrograms implements Programs {

    private final Ticks ticks;
    private final Map<List<String>, Output> outputs = new ConcurrentHashMap<>();

    /** In the time of {@code ticks}. */
    public SimulatedPrograms(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** From now on that command prints this. */
    public void show(List<String> command, Output output) {
        outputs.put(List.copyOf(command), requireNonNull(output, "output"));
    }

    @Override
    public byte[] run(List<String> command, Duration timeout, int most) throws IOException {
        Output output = outputs.get(command);
        if (output == null) {
            throw new BusException(
                    Kind.NO_ANSWER, "the simulated Pi has no program " + command.get(0));
        }
        return output.text(ticks.now()).getBytes(UTF_8);
    }

    /** What a program prints. */
    @FunctionalInterface
    public interface Output {

        /** At that instant of the simulation's {@link Ticks}. */
        String text(long instant);
    }
}
