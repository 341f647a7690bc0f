package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelDevice;

/**
 * Any sensor with a driver in the kernel's subsystem for hardware monitoring.
 *
 * <p>Files and units are those of the kernel's {@code Documentation/ABI/testing/sysfs-class-hwmon}.
 */
public final class LinuxHwmon implements Sensor {

    private final KernelDirectory directory;
    private final List<KernelChannel> channels;

    /**
     * Finds the device.
     *
     * @throws SensorException if it has not these channels
     * @throws IOException if the kernel shows no such device
     */
    public LinuxHwmon(KernelDevice device) throws IOException {
        this.directory = KernelDirectory.find(device.kernel(), KernelClass.HWMON, device.name());
        this.channels =
                KernelChannels.of(
                        KernelClass.HWMON,
                        device.channels(),
                        directory,
                        name -> directory.has(name + "_input") || directory.has(name + "_average"));
    }

    @Override
    public Sensed sense() throws IOException {
        directory.check();
        return KernelValues.sense(channels, this::value);
    }

    private double value(KernelChannel channel) throws IOException {
        String name = channel.name();
        String fault = name + "_fault";
        if (directory.has(fault) && directory.number(fault) != 0) {
            throw new BusException(
                    BusException.Kind.NO_ANSWER,
                    "%s says that the sensor of %s is open or shorted (%s is not 0)"
                            .formatted(directory.shown(), name, fault));
        }
        // Some chips give power as an average only.
        String input = name + "_input";
        return directory.number(directory.has(input) ? input : name + "_average");
    }
}
