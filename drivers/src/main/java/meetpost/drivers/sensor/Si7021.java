package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Silicon Labs Si7021 hygrometer and thermometer, idle but for the measurement.
 *
 * <p>Sections and tables are those of the datasheet "Si7021-A20", revision 1.1.
 */
public final class Si7021 implements Sensor {

    private static final String NAME = "Si7021";

    /** Table 11: without holding the clock. */
    private static final int MEASURE_TEMPERATURE = 0xF3;

    private static final int MEASURE_HUMIDITY = 0xF5;
    private static final int RESET = 0xFE;

    /** "Electronic serial number": its second half begins with the kind of part. */
    private static final int[] READ_SERIAL_NUMBER = {0xFC, 0xC9};

    private static final int SI7021 = 0x15;

    /** Table 2, power-up time after a reset, maximum. */
    private static final Duration RESET_TIME = Duration.ofMillis(15);

    /** Table 2, temperature at 14 bits, maximum. */
    private static final Duration TEMPERATURE_TIME = Duration.ofNanos(10_800_000);

    /** Table 2, humidity at 12 bits and the temperature that belongs to it, maximum. */
    private static final Duration HUMIDITY_TIME = Duration.ofNanos(22_800_000);

    /** Operating range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41, 126);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an Si7021, and resets it: its heater may be on. */
    public Si7021(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        device.write(READ_SERIAL_NUMBER);
        int kind = device.read(6)[0] & 0xFF;
        if (kind != SI7021) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an Si7021: its serial number says 0x%02X, expected 0x15; an HTU21D or SHT21 is part meas,htu21d",
                            kind));
        }
        device.write(RESET);
        pause.of(RESET_TIME);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        var humidity = measured(MEASURE_HUMIDITY, HUMIDITY_TIME);
        var temperature = measured(MEASURE_TEMPERATURE, TEMPERATURE_TIME);

        // Sections 5.1.1 and 5.1.2.
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> 175.72 * temperature.value() / 65_536 - 46.85);
        findings.add(
                CheckedWord.HUMIDITIES,
                () -> CheckedWord.percent(NAME, 125 * humidity.value() / 65_536.0 - 6));
        return findings.sensed();
    }

    private CheckedWord measured(int command, Duration time)
            throws IOException, InterruptedException {
        device.write(command);
        pause.of(time);
        return new CheckedWord(NAME, device.read(3));
    }
}
