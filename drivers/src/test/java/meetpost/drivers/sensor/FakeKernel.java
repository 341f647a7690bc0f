package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.Space;

/** Files of sysfs with the text that a kernel has there. */
final class FakeKernel implements Kernel {

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Integer> failing = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    FakeKernel with(String file, String text) {
        files.put(file, text);
        return this;
    }

    /** There is no file with that beginning any more. */
    FakeKernel without(String beginning) {
        files.keySet().removeIf(file -> file.startsWith(beginning));
        return this;
    }

    /** So many times from now on the kernel cannot measure it. */
    FakeKernel failing(String file, int times) {
        failing.put(file, times);
        return this;
    }

    /** What was read, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String read(String file) throws IOException {
        asked.add(file);
        int times = failing.getOrDefault(file, 0);
        if (times > 0) {
            failing.put(file, times - 1);
            throw new BusException(BusException.Kind.BUS, "/sys/" + file + ": Input/output error");
        }
        String text = files.get(file);
        if (text == null) {
            throw new BusException(BusException.Kind.NO_ANSWER, "this machine has no /sys/" + file);
        }
        return text;
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
                .map(file -> file.substring(below.length()).split("/")[0])
                .distinct()
                .sorted()
                .toList();
    }
}
