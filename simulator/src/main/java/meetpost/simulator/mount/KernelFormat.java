package meetpost.simulator.mount;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a kernel shows what a channel measures, by its {@code Documentation/ABI/testing/} {@code
 * sysfs-bus-iio} and {@code sysfs-class-hwmon}.
 *
 * @param suffix of the file that has the number
 * @param perUnit what stands there for one of the quantity's unit
 * @param decimals that are printed
 * @param scale what is printed in the file of that name; empty: there is none
 */
record KernelFormat(String suffix, double perUnit, int decimals, Optional<String> scale) {

    /** By the type of the channel. */
    private static final Map<String, KernelFormat> IIO =
            Map.ofEntries(
                    entry("temp", input(1000, 0)),
                    entry("humidityrelative", input(1000, 0)),
                    entry("pressure", input(0.1, 9)),
                    // An MCP3008 at 3.3 V: 3300 mV in 1024 steps.
                    entry("voltage", raw(1024 / 3.3, "3.222656250")),
                    entry("current", raw(1000, "1.000000000")),
                    entry("power", raw(50, "20.000000000")),
                    entry("illuminance", raw(1.2, "0.833333")),
                    entry("concentration", raw(1, "0.000100000")),
                    entry("resistance", input(1, 0)),
                    entry("distance", input(0.001, 6)),
                    entry("massconcentration", input(1, 6)));

    private static final Map<String, KernelFormat> HWMON =
            Map.of(
                    "temp", input(1000, 0),
                    "humidity", input(1000, 0),
                    "in", input(1000, 0),
                    "curr", input(1000, 0),
                    "power", input(1_000_000, 0),
                    "freq", input(1, 0),
                    "fan", input(1, 0));

    KernelFormat {
        requireNonNull(suffix, "suffix");
        requireNonNull(scale, "scale");
    }

    static KernelFormat iio(String channel) {
        return of(IIO, channel);
    }

    static KernelFormat hwmon(String channel) {
        return of(HWMON, channel);
    }

    /** What the file has for that value, in the quantity's unit. */
    String text(double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f\n", value * perUnit);
    }

    private static KernelFormat of(Map<String, KernelFormat> all, String channel) {
        KernelFormat format = all.get(channel.replaceFirst("[^a-z].*", ""));
        if (format == null) {
            throw new IllegalArgumentException("the simulated kernel has no channel " + channel);
        }
        return format;
    }

    private static KernelFormat input(double perUnit, int decimals) {
        return new KernelFormat("_input", perUnit, decimals, Optional.empty());
    }

    private static KernelFormat raw(double perUnit, String scale) {
        return new KernelFormat("_raw", perUnit, 0, Optional.of(scale));
    }
}
