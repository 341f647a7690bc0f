package meetpost.simulator.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.Space;

/** The files in which a kernel shows what it measures itself. Safe for use by several threads. */
public final class SimulatedKernel implements Kernel {

    private final Ticks ticks;
    private final Map<String, Attribute> files = new ConcurrentHashMap<>();

    /** In the time of {@code ticks}. */
    public SimulatedKernel(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * From now on there is this file.
     *
     * @param file below {@code /sys}
     */
    public void show(String file, Attribute attribute) {
        files.put(requireNonNull(file, "file"), requireNonNull(attribute, "attribute"));
    }

    /** From now on there is no such file. */
    public void remove(String file) {
        files.remove(file);
    }

    @Override
    public String read(String file) throws IOException {
        Attribute attribute = files.get(file);
        if (attribute == null) {
            throw new BusException(Kind.NO_ANSWER, "the simulated Pi has no /sys/" + file);
        }
        return attribute.text(ticks.now());
    }

    @Override
    public Space space() {
        return new Space(100, 40);
    }

    @Override
    public List<String> names(String directory) {
        String below = directory + "/";
        return files.keySet().stream()
                .filter(file -> file.startsWith(below))
                .map(file -> file.substring(below.length()).replaceFirst("/.*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    /** The text of a file. */
    @FunctionalInterface
    public interface Attribute {

        /** At that instant of the simulation's {@link Ticks}. Throws what the kernel would. */
        String text(long instant) throws IOException;
    }
}
