package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Sensirion SHT40, SHT41, SHT43 and SHT45 hygrometer and thermometer, idle but for the measurement.
 *
 * <p>Sections are those of the datasheet "SHT4x", version 6 of February 2023.
 */
public final class Sht4x implements Sensor {

    private static final String NAME = "SHT4x";

    /** "Command overview". */
    private static final int READ_SERIAL_NUMBER = 0x89;

    /** Also ends a measurement with the heater. */
    private static final int SOFT_RESET = 0x94;

    /** High precision, without the heater. */
    private static final int MEASURE = 0xFD;

    /** The datasheet has no time for it; this is what Sensirion's own driver waits. */
    private static final Duration SERIAL_NUMBER_TIME = Duration.ofMillis(10);

    /** "System timing specifications", soft reset time, maximum. */
    private static final Duration RESET_TIME = Duration.ofMillis(1);

    /** "System timing specifications", high repeatability, maximum. */
    private static final Duration MEASUREMENT_TIME = Duration.ofNanos(8_300_000);

    /** "Temperature", specified range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41, 126);

    /**
     * The formula goes from -6 to 119; the datasheet has values outside of 0 to 100 cropped. What
     * is further off than accuracy, hysteresis and years of drift is no humidity.
     */
    private static final Range COMPUTED = new Range(RELATIVE_HUMIDITY, -5, 110);

    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Knows the part by the checksums of its serial number, and resets it. */
    public Sht4x(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        device.write(READ_SERIAL_NUMBER);
        pause.of(SERIAL_NUMBER_TIME);
        var serial = new SensirionWords(NAME, device.read(6));
        if (!serial.areWhole()) {
            throw new SensorException(
                    WRONG_DEVICE,
                    "not an SHT4x: its serial number reads %s, expected a checksum behind each two bytes"
                            .formatted(serial.text()));
        }
        device.write(SOFT_RESET);
        pause.of(RESET_TIME);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        device.write(MEASURE);
        pause.of(MEASUREMENT_TIME);
        var answer = new SensirionWords(NAME, device.read(6));

        // "Conversion of signal output".
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> -45 + 175 * answer.word(0) / 65_535.0);
        findings.add(HUMIDITIES, () -> percent(answer.word(1)));
        return findings.sensed();
    }

    private static double percent(int raw) throws SensorException {
        double computed = COMPUTED.checked(NAME, -6 + 125 * raw / 65_535.0);
        return Math.max(0, Math.min(computed, 100));
    }
}
