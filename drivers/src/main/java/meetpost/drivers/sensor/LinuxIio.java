package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.KernelDevice;

/**
 * Any sensor with a driver in the kernel's subsystem for industrial I/O.
 *
 * <p>Files, units and rules are those of the kernel's {@code
 * Documentation/ABI/testing/sysfs-bus-iio}: what is called {@code _input} is in the unit of its
 * type, else that is {@code (_raw + _offset) * _scale}. An offset or a scale that a channel has not
 * by itself is that of all channels of its type.
 */
public final class LinuxIio implements Sensor {

    private final KernelDirectory directory;
    private final List<KernelChannel> channels;

    /**
     * Finds the device.
     *
     * @throws SensorException if it has not these channels
     * @throws IOException if the kernel shows no such device
     */
    public LinuxIio(KernelDevice device) throws IOException {
        this.directory = KernelDirectory.find(device.kernel(), KernelClass.IIO, device.name());
        this.channels =
                KernelChannels.of(
                        KernelClass.IIO,
                        device.channels(),
                        directory,
                        name ->
                                directory.has("in_" + name + "_input")
                                        || directory.has("in_" + name + "_raw"));
    }

    @Override
    public Sensed sense() throws IOException {
        directory.check();
        return KernelValues.sense(channels, this::value);
    }

    private double value(KernelChannel channel) throws IOException {
        String name = channel.name();
        String input = "in_" + name + "_input";
        if (directory.has(input)) {
            return directory.number(input);
        }
        double raw = directory.number("in_" + name + "_raw");
        Optional<String> offset = file(name, "offset");
        Optional<String> scale = file(name, "scale");
        double shifted = offset.isPresent() ? raw + directory.number(offset.get()) : raw;
        return scale.isPresent() ? shifted * directory.number(scale.get()) : shifted;
    }

    /** The channel's own, or that of its type, of all inputs, of the device. */
    private Optional<String> file(String channel, String what) {
        return List.of(
                        "in_" + channel + "_" + what,
                        "in_" + IioChannels.shared(channel) + "_" + what,
                        "in_" + what,
                        what)
                .stream()
                .filter(directory::has)
                .findFirst();
    }
}
