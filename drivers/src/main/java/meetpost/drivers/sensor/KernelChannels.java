package meetpost.drivers.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The channels that a device of the kernel has. */
public final class KernelChannels {

    /**
     * {@code in_voltage0_raw}, {@code in_temp_input}; {@code temp1_input}, {@code power1_average}.
     */
    private static final Pattern IIO_FILE = Pattern.compile("in_(.{1,60})_(?:raw|input)");

    private static final Pattern HWMON_FILE = Pattern.compile("(.{1,60})_(?:input|average)");

    private KernelChannels() {}

    /**
     * Those of a directory with these files that there is a quantity for, by name.
     *
     * @param files as {@link meetpost.drivers.bus.Kernel#names} gives them
     */
    public static List<String> in(KernelClass of, Iterable<String> files) {
        Pattern pattern = of == KernelClass.IIO ? IIO_FILE : HWMON_FILE;
        var channels = new TreeSet<String>();
        for (String file : files) {
            Matcher matcher = pattern.matcher(file);
            if (matcher.matches() && of.channel(matcher.group(1)).isPresent()) {
                channels.add(matcher.group(1));
            }
        }
        return List.copyOf(channels);
    }

    /** Those of that name, which the directory must have. */
    static List<KernelChannel> of(
            KernelClass of, List<String> names, KernelDirectory directory, Predicate<String> has)
            throws SensorException {
        List<KernelChannel> channels = new ArrayList<>();
        for (String name : names) {
            Optional<KernelChannel> channel = of.channel(name).filter(each -> has.test(name));
            if (channel.isEmpty()) {
                List<String> there = in(of, directory.files());
                throw new SensorException(
                        SensorException.Kind.WRONG_DEVICE,
                        "%s has no channel %s, it has %s"
                                .formatted(
                                        directory.shown(),
                                        name,
                                        there.isEmpty() ? "none" : String.join(", ", there)));
            }
            channels.add(channel.get());
        }
        return channels;
    }
}
