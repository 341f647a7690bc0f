package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Sensirion SHTC3 hygrometer and thermometer, asleep between measurements.
 *
 * <p>Sections and tables are those of the datasheet "SHTC3", version 4 of December 2022.
 */
public final class Shtc3 implements Sensor {

    private static final String NAME = "SHTC3";

    private static final int[] WAKE_UP = {0x35, 0x17};
    private static final int[] SLEEP = {0xB0, 0x98};
    private static final int[] READ_ID = {0xEF, 0xC8};

    /** Table 11: normal mode, temperature first, without stretching the clock. */
    private static final int[] MEASURE = {0x78, 0x66};

    /** Section 5.9: the other bits vary from part to part. */
    private static final int ID_MASK = 0x083F;

    private static final int SHTC3_ID = 0x0807;

    /** Table 5, power-up time, maximum. */
    private static final Duration WAKE_UP_TIME = Duration.ofNanos(240_000);

    /** Table 5, normal mode, maximum. */
    private static final Duration MEASUREMENT_TIME = Duration.ofNanos(12_100_000);

    /** Specified range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41, 126);

    /** The formula gives nothing else. */
    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an SHTC3. */
    public Shtc3(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        wakeUp();
        device.write(READ_ID);
        var answer = new SensirionWords(NAME, device.read(3));
        device.write(SLEEP);
        int id = answer.word(0);
        if ((id & ID_MASK) != SHTC3_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an SHTC3: its identification reads 0x%04X, expected 0x0807 in the bits of 0x083F",
                            id));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        wakeUp();
        device.write(MEASURE);
        pause.of(MEASUREMENT_TIME);
        var answer = new SensirionWords(NAME, device.read(6));
        device.write(SLEEP);

        // Section 5.11. The divisor is 2^16, not 2^16 - 1 as in the SHT4x.
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> -45 + 175 * answer.word(0) / 65_536.0);
        findings.add(HUMIDITIES, () -> 100 * answer.word(1) / 65_536.0);
        return findings.sensed();
    }

    private void wakeUp() throws IOException, InterruptedException {
        device.write(WAKE_UP);
        pause.of(WAKE_UP_TIME);
    }
}
