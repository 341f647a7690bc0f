package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Measurement Specialties HTU21D hygrometer and thermometer, and Sensirion's SHT21, which it
 * follows. Idle but for the measurement.
 *
 * <p>Sections are those of the datasheet HPC199_3 of October 2013; where it says so, those of
 * "SHT20", version 3 of December 2011, whose times and reset are the SHT21's.
 */
public final class Htu21d implements Sensor {

    private static final String NAME = "HTU21D";

    /** "Hold/No Hold master modes": without holding the clock. */
    private static final int MEASURE_TEMPERATURE = 0xF3;

    private static final int MEASURE_HUMIDITY = 0xF5;
    private static final int WRITE_USER_REGISTER = 0xE6;
    private static final int READ_USER_REGISTER = 0xE7;
    private static final int SOFT_RESET = 0xFE;

    /** "User register": resolution and OTP reload; not the status, the heater, what is reserved. */
    private static final int KNOWN_BITS = 0x83;

    private static final int AFTER_RESET = 0x02;

    /** "SHT20", section 5.5: the one bit that a reset does not set back. */
    private static final int HEATER = 0x04;

    /** "Soft reset", maximum. */
    private static final Duration RESET_TIME = Duration.ofMillis(15);

    /** "SHT20", table 7, at 14 bits, maximum; an HTU21D takes 50 ms. */
    private static final Duration TEMPERATURE_TIME = Duration.ofMillis(85);

    /** "SHT20", table 7, at 12 bits, maximum; an HTU21D takes 16 ms, an Si7021 22.8 ms. */
    private static final Duration HUMIDITY_TIME = Duration.ofMillis(29);

    /** Operating range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41.5, 126.5);

    private final I2cDevice device;
    private final Pause pause;

    /** Resets the part, knows it by its user register after that, and switches its heater off. */
    public Htu21d(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        device.write(SOFT_RESET);
        pause.of(RESET_TIME);
        int user = device.readFrom(READ_USER_REGISTER, 1)[0] & 0xFF;
        if ((user & KNOWN_BITS) != AFTER_RESET) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an HTU21D: after a reset its user register reads 0x%02X, expected 0x02 in the bits of 0x83",
                            user));
        }
        if ((user & HEATER) != 0) {
            device.write(WRITE_USER_REGISTER, user & ~HEATER);
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        var temperature = measured(MEASURE_TEMPERATURE, TEMPERATURE_TIME);
        var humidity = measured(MEASURE_HUMIDITY, HUMIDITY_TIME);

        // "Conversion of signal outputs".
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> -46.85 + 175.72 * temperature.value() / 65_536);
        findings.add(
                CheckedWord.HUMIDITIES,
                () -> CheckedWord.percent(NAME, -6 + 125 * humidity.value() / 65_536.0));
        return findings.sensed();
    }

    private CheckedWord measured(int command, Duration time)
            throws IOException, InterruptedException {
        device.write(command);
        pause.of(time);
        return new CheckedWord(NAME, device.read(3));
    }
}
