package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A class of devices in sysfs, each a directory of files with its name in the file {@code name}.
 */
public enum KernelClass {
    /** Kernel {@code Documentation/ABI/testing/sysfs-bus-iio}. */
    IIO("iio", "bus/iio/devices", "iio:device[0-9]{1,4}"),
    /** Kernel {@code Documentation/ABI/testing/sysfs-class-hwmon}. */
    HWMON("hwmon", "class/hwmon", "hwmon[0-9]{1,4}");

    private final String word;
    private final String directory;
    private final Pattern entry;

    KernelClass(String word, String directory, String entry) {
        this.word = requireNonNull(word);
        this.directory = requireNonNull(directory);
        this.entry = Pattern.compile(entry);
    }

    /** As the names of our parts have it: {@code iio}. */
    public String word() {
        return word;
    }

    /** Where its devices are, below {@code /sys}. */
    public String directory() {
        return directory;
    }

    /** Whether an entry of that name is a device; others are triggers. */
    public boolean isDevice(String name) {
        return entry.matcher(name).matches();
    }

    /** The channel of that name; empty where it measures nothing that there is a quantity for. */
    public Optional<KernelChannel> channel(String name) {
        return this == IIO ? IioChannels.channel(name) : HwmonChannels.channel(name);
    }

    /** A name for each quantity that a channel can have: {@code temp}, {@code voltage0}, … */
    public List<String> examples() {
        return this == IIO ? IioChannels.EXAMPLES : HwmonChannels.EXAMPLES;
    }
}
