package meetpost.drivers.sensor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and units of the kernel's {@code Documentation/ABI/testing/sysfs-class-hwmon}. */
final class HwmonChannels {

    static final List<String> EXAMPLES =
            List.of("temp1", "humidity1", "in0", "curr1", "power1", "freq1", "fan1");

    private static final Pattern NAME = Pattern.compile("([a-z]{1,10})[0-9]{1,3}");

    private static final Map<String, ChannelType> TYPES =
            Map.of(
                    "temp", new ChannelType(Quantity.TEMPERATURE, 0.001, -273.15, 2500),
                    "humidity", new ChannelType(Quantity.RELATIVE_HUMIDITY, 0.001, 0, 100),
                    "in", new ChannelType(Quantity.VOLTAGE, 0.001, -1e4, 1e4),
                    "curr", new ChannelType(Quantity.CURRENT, 0.001, -1e4, 1e4),
                    "power", new ChannelType(Quantity.POWER, 1e-6, -1e6, 1e6),
                    "freq", new ChannelType(Quantity.FREQUENCY, 1, 0, 1e12),
                    "fan", new ChannelType(Quantity.SPEED, 1, 0, 1e6));

    private HwmonChannels() {}

    static Optional<KernelChannel> channel(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.ofNullable(TYPES.get(matcher.group(1)))
                        .map(type -> new KernelChannel(name, type))
                : Optional.empty();
    }
}
