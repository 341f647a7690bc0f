package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Sensirion SHT30, SHT31 and SHT35 hygrometer and thermometer, idle but for the measurement.
 *
 * <p>Sections and tables are those of the datasheet "SHT3x-DIS", version 5 of May 2018.
 */
public final class Sht3x implements Sensor {

    private static final String NAME = "SHT3x";

    /** Table 17. */
    private static final int[] READ_STATUS = {0xF3, 0x2D};

    /** Table 13: ends what another program may have begun. */
    private static final int[] BREAK = {0x30, 0x93};

    /** Table 14: also switches the heater off. */
    private static final int[] SOFT_RESET = {0x30, 0xA2};

    /** Table 9: high repeatability, without stretching the clock. */
    private static final int[] MEASURE = {0x24, 0x00};

    /** Section 4: from one command to the next. */
    private static final Duration COMMAND_TIME = Duration.ofMillis(1);

    /** Section 4.8. */
    private static final Duration BREAK_TIME = Duration.ofMillis(1);

    /** Table 4, soft reset time, maximum. */
    private static final Duration RESET_TIME = Duration.ofNanos(1_500_000);

    /** Table 5, high repeatability, maximum at the lowest supply voltage. */
    private static final Duration MEASUREMENT_TIME = Duration.ofNanos(15_500_000);

    /** Table 2, specified range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41, 126);

    /** Table 1; the formula gives nothing else. */
    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Knows the part by the checksum of its status, and resets it. */
    public Sht3x(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        device.write(READ_STATUS);
        var status = new SensirionWords(NAME, device.read(3));
        if (!status.areWhole()) {
            throw new SensorException(
                    WRONG_DEVICE,
                    "not an SHT3x: its status reads %s, expected the checksum of the first two at the end"
                            .formatted(status.text()));
        }
        pause.of(COMMAND_TIME);
        device.write(BREAK);
        pause.of(BREAK_TIME);
        device.write(SOFT_RESET);
        pause.of(RESET_TIME);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        device.write(MEASURE);
        pause.of(MEASUREMENT_TIME);
        var answer = new SensirionWords(NAME, device.read(6));

        // Section 4.13.
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> -45 + 175 * answer.word(0) / 65_535.0);
        findings.add(HUMIDITIES, () -> 100 * answer.word(1) / 65_535.0);
        return findings.sensed();
    }
}
