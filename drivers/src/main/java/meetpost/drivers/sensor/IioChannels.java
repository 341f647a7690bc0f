package meetpost.drivers.sensor;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and units of the kernel's {@code Documentation/ABI/testing/sysfs-bus-iio}. */
final class IioChannels {

    static final List<String> EXAMPLES =
            List.of(
                    "temp",
                    "humidityrelative",
                    "pressure",
                    "voltage0",
                    "current0",
                    "power0",
                    "illuminance",
                    "concentration_co2",
                    "resistance",
                    "distance",
                    "massconcentration_pm2p5",
                    "massconcentration_pm10");

    /**
     * ChannelType, number, the other input of a differential channel, and what it is of several.
     */
    private static final Pattern NAME =
            Pattern.compile(
                    "([a-z]{1,20})([0-9]{0,3})(-[a-z]{1,20}[0-9]{1,3})?((?:_[a-z0-9]{1,20}){0,3})");

    /** A kind of concentration is a type of its own. */
    private static final Map<String, ChannelType> TYPES =
            Map.ofEntries(
                    entry("temp", new ChannelType(Quantity.TEMPERATURE, 0.001, -273.15, 2500)),
                    entry(
                            "humidityrelative",
                            new ChannelType(Quantity.RELATIVE_HUMIDITY, 0.001, 0, 100)),
                    entry("pressure", new ChannelType(Quantity.PRESSURE, 10, 0, 2e6)),
                    entry("voltage", new ChannelType(Quantity.VOLTAGE, 0.001, -1e4, 1e4)),
                    entry("current", new ChannelType(Quantity.CURRENT, 0.001, -1e4, 1e4)),
                    entry("power", new ChannelType(Quantity.POWER, 0.001, -1e6, 1e6)),
                    entry("illuminance", new ChannelType(Quantity.ILLUMINANCE, 1, 0, 1e6)),
                    entry("concentration_co2", new ChannelType(Quantity.CO2, 10_000, 0, 1e6)),
                    entry("resistance", new ChannelType(Quantity.GAS_RESISTANCE, 1, 0, 1e12)),
                    entry("distance", new ChannelType(Quantity.DISTANCE, 1000, 0, 1e6)),
                    entry("massconcentration_pm2p5", new ChannelType(Quantity.PM25, 1, 0, 1e5)),
                    entry("massconcentration_pm10", new ChannelType(Quantity.PM10, 1, 0, 1e5)));

    private IioChannels() {}

    static Optional<KernelChannel> channel(String name) {
        return parts(name)
                .flatMap(
                        parts ->
                                Optional.ofNullable(TYPES.get(parts.group(1) + parts.group(4)))
                                        .or(() -> Optional.ofNullable(TYPES.get(parts.group(1)))))
                .map(type -> new KernelChannel(name, type));
    }

    /** What channels of that type have in common: {@code voltage}, {@code voltage-voltage}. */
    static String shared(String name) {
        Matcher parts = parts(name).orElseThrow();
        return parts.group(1) + (parts.group(3) == null ? "" : "-" + parts.group(1));
    }

    private static Optional<Matcher> parts(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
