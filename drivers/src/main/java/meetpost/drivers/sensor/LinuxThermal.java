package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.io.IOException;
import java.util.regex.Pattern;
import meetpost.drivers.bus.KernelFile;

/**
 * The processor's own thermometer, as the kernel's first thermal zone. On every Raspberry Pi that
 * is the processor; nothing needs to be wired.
 *
 * <p>Unit and form are those of the kernel's {@code
 * Documentation/driver-api/thermal/sysfs-api.rst}, section "Thermal zone attributes".
 */
public final class LinuxThermal implements Sensor {

    /** Of the first zone. */
    public static final String FILE = "class/thermal/thermal_zone0/temp";

    private static final Pattern MILLIDEGREES = Pattern.compile("-?[0-9]{1,6}");

    /** Beyond what silicon survives; a zone without a value gives such numbers. */
    private static final int LOWEST = -60;

    private static final int HIGHEST = 150;

    private final KernelFile zone;

    /** Reads nothing yet. */
    public LinuxThermal(KernelFile zone) {
        this.zone = zone;
    }

    @Override
    public Sensed sense() throws IOException {
        String text = zone.read().strip();
        if (!MILLIDEGREES.matcher(text).matches()) {
            throw new SensorException(
                    CORRUPT,
                    "/sys/%s has \"%s\", expected thousandths of a degree"
                            .formatted(zone.file(), text));
        }
        double celsius = Integer.parseInt(text) / 1000.0;
        if (celsius < LOWEST || celsius > HIGHEST) {
            throw new SensorException(
                    CORRUPT,
                    "the processor gives %s °C, expected %s to %s"
                            .formatted(celsius, LOWEST, HIGHEST));
        }
        return Sensed.all(new Measurement(TEMPERATURE, celsius));
    }
}
