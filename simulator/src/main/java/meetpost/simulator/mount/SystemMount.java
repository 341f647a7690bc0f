package meetpost.simulator.mount;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleFunction;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.SimulatedKernel;
import meetpost.simulator.bus.SimulatedKernel.Attribute;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.pi4j.SimulatedPlatform;

/** Has the kernel tell of the board itself, as proc(5) and sysfs do on a Pi 4 of 4 GB. */
final class SystemMount {

    private static final long MEMORY = 3_884_640;

    /** What each file has for a value in the quantity's unit. */
    private static final Map<String, Shown> FILES =
            Map.ofEntries(
                    entry(
                            "class/thermal/thermal_zone0/temp",
                            new Shown(Quantity.TEMPERATURE, value -> text("%.0f", value * 1000))),
                    entry(
                            "proc/loadavg",
                            new Shown(
                                    Quantity.LOAD, value -> text("%.2f 0.58 0.59 1/467 9", value))),
                    entry("proc/meminfo", new Shown(Quantity.MEMORY, SystemMount::memory)),
                    entry(
                            "proc/uptime",
                            new Shown(Quantity.UPTIME, value -> text("%.2f 234388.90", value))),
                    entry("proc/net/wireless", new Shown(Quantity.WIFI, SystemMount::wireless)),
                    entry(
                            "class/hwmon/hwmon99/in0_lcrit_alarm",
                            new Shown(Quantity.UNDER_VOLTAGE, value -> value < 0.75 ? "0" : "1")),
                    entry(
                            "devices/platform/soc/soc:firmware/get_throttled",
                            new Shown(
                                    Quantity.THROTTLED,
                                    value -> value < 0.75 ? "50000" : "50005")));

    private SystemMount() {}

    static MountedChip board(SimulatedPlatform platform, Place place) {
        if (!(place instanceof Place.Machine)) {
            throw new IllegalArgumentException(place + " is not the board itself");
        }
        var state = new State();
        SimulatedKernel kernel = platform.kernel();
        kernel.show("class/hwmon/hwmon99/name", instant -> "rpi_volt\n");
        FILES.forEach((file, shown) -> kernel.show(file, state.attribute(shown)));
        return new MountedChip(
                "a board",
                new Measured(MEMORY, state.signals::put),
                Map.of(ChipFault.FAILING, begins -> state.failing = begins));
    }

    private static String memory(double used) {
        long available = Math.round(MEMORY * (1 - used / 100));
        return String.join(
                "\n",
                List.of(
                        text("MemTotal:        %d kB", MEMORY),
                        text("MemFree:         %d kB", available / 2),
                        text("MemAvailable:    %d kB", available)));
    }

    private static String wireless(double level) {
        return "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
                + " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n"
                + text(
                        " wlan0: 0000   70.  %.0f.  -256        0      0      0      0      0        0",
                        level);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** What a file shows. */
    private record Shown(Quantity quantity, DoubleFunction<String> text) {}

    /** What there is to show. */
    private static final class State {

        private final Map<Quantity, Signal> signals = new ConcurrentHashMap<>();
        private volatile boolean failing;

        Attribute attribute(Shown shown) {
            return instant -> {
                if (failing) {
                    throw new BusException(Kind.BUS, "/proc: Input/output error");
                }
                Signal signal = signals.getOrDefault(shown.quantity(), Signal.constant(0));
                return shown.text().apply(signal.at(instant)) + "\n";
            };
        }
    }
}
