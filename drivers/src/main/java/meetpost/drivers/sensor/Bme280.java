package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Bosch Sensortec BME280 thermometer, hygrometer and barometer, asleep but for the measurement.
 *
 * <p>Sections are those of its datasheet, BST-BME280-DS002 revision 1.6. Each quantity is sampled
 * once, without a filter: "weather monitoring", section 3.5.1.
 */
public final class Bme280 implements Sensor {

    private static final int ID = 0xD0;
    private static final int RESET = 0xE0;
    private static final int CTRL_HUM = 0xF2;
    private static final int STATUS = 0xF3;
    private static final int CTRL_MEAS = 0xF4;
    private static final int DATA = 0xF7;
    private static final int CALIB00 = 0x88;
    private static final int CALIB26 = 0xE1;

    private static final int BME280_ID = 0x60;
    private static final int BMP280_ID = 0x58;
    private static final int RESET_NOW = 0xB6;

    private static final int OSRS_H_1 = 0x01;

    /** Temperature and pressure sampled once, asleep; the mode is in the last two bits. */
    private static final int OSRS_T_1_P_1 = 0x24;

    private static final int MODE_MASK = 0x03;
    private static final int FORCED = 0x01;

    private static final int MEASURING = 0x08;
    private static final int COPYING_CALIBRATION = 0x01;

    /** Table 1, start-up time, maximum. */
    private static final Duration STARTUP_TIME = Duration.ofMillis(2);

    /** Section 9.1, maximum: 1.25 + 2.3 + 2.3 + 0.575 + 2.3 + 0.575 ms. */
    private static final Duration MEASUREMENT_TIME = Duration.ofNanos(9_300_000);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MAX_POLLS = 10;

    /** Section 5.4.7 to 5.4.9: the registers after a reset, and where a quantity is skipped. */
    private static final int SKIPPED_20_BITS = 0x80000;

    private static final int SKIPPED_16_BITS = 0x8000;

    private static final String NOT_MEASURED = "no measurement in the data registers";

    /** Section 1, operating range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41.5, 86.5);

    private static final Range PRESSURES = new Range(PRESSURE, 298, 1102);

    /**
     * The formula of section 8.1 ends at 0 and 100, and in fog a part computes a little more. What
     * is further off than accuracy, hysteresis and years of drift is no humidity.
     */
    private static final Range COMPUTED = new Range(RELATIVE_HUMIDITY, -5, 110);

    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;
    private Bme280Calibration calibration;

    /** Checks that the part is a BME280, resets it and reads its calibration. */
    public Bme280(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;
        this.calibration = start();
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        if ((device.readFrom(CTRL_MEAS, 1)[0] & 0xFF & ~MODE_MASK) != OSRS_T_1_P_1) {
            // It lost power since, and may be another one: put on the plug of the first.
            calibration = start();
        }
        byte[] data = measure();
        if (skipped(data)) {
            // One true value in 65 536 looks the same, but not twice.
            data = measure();
        }
        return compensated(data);
    }

    private Bme280Calibration start() throws IOException, InterruptedException {
        int id = device.readFrom(ID, 1)[0] & 0xFF;
        if (id == BMP280_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    "a BMP280 (id 0x58), which has no hygrometer, expected a BME280 (id 0x60)");
        }
        if (id != BME280_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(Locale.ROOT, "not a BME280: id 0x%02X, expected 0x60", id));
        }
        device.write(RESET, RESET_NOW);
        pause.of(STARTUP_TIME);
        awaitClear(COPYING_CALIBRATION, "still copies its calibration after a reset");
        var read = Bme280Calibration.of(device.readFrom(CALIB00, 26), device.readFrom(CALIB26, 7));
        // Section 5.4.3: ctrl_hum becomes effective with the next write to ctrl_meas.
        device.write(CTRL_HUM, OSRS_H_1);
        device.write(CTRL_MEAS, OSRS_T_1_P_1);
        return read;
    }

    private byte[] measure() throws IOException, InterruptedException {
        device.write(CTRL_MEAS, OSRS_T_1_P_1 | FORCED);
        pause.of(MEASUREMENT_TIME);
        awaitClear(MEASURING, "still measures");
        return device.readFrom(DATA, 8);
    }

    private void awaitClear(int bit, String otherwise) throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((device.readFrom(STATUS, 1)[0] & bit) == 0) {
                return;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, "BME280 " + otherwise);
    }

    private static boolean skipped(byte[] data) {
        return pressure(data) == SKIPPED_20_BITS
                || temperature(data) == SKIPPED_20_BITS
                || humidity(data) == SKIPPED_16_BITS;
    }

    private Sensed compensated(byte[] data) throws SensorException {
        if (temperature(data) == SKIPPED_20_BITS) {
            throw new SensorException(NOT_READY, "BME280: " + NOT_MEASURED);
        }
        double fine = calibration.fineTemperature(temperature(data));
        double celsius = TEMPERATURES.checked("BME280", Bme280Calibration.celsius(fine));
        var findings = new Findings("BME280");
        findings.add(TEMPERATURES, () -> celsius);
        findings.add(HUMIDITIES, () -> percent(data, fine));
        findings.add(PRESSURES, () -> hectopascal(data, fine));
        return findings.sensed();
    }

    private double percent(byte[] data, double fine) throws SensorException {
        if (humidity(data) == SKIPPED_16_BITS) {
            throw new SensorException(NOT_READY, "BME280 hygrometer: " + NOT_MEASURED);
        }
        double percent = COMPUTED.checked("BME280", calibration.percent(humidity(data), fine));
        return Math.max(0, Math.min(percent, 100));
    }

    private double hectopascal(byte[] data, double fine) throws SensorException {
        if (pressure(data) == SKIPPED_20_BITS) {
            throw new SensorException(NOT_READY, "BME280 barometer: " + NOT_MEASURED);
        }
        return calibration.hectopascal(pressure(data), fine);
    }

    /** Section 5.4.7. */
    private static int pressure(byte[] data) {
        return twentyBits(data, 0);
    }

    /** Section 5.4.8. */
    private static int temperature(byte[] data) {
        return twentyBits(data, 3);
    }

    /** Section 5.4.9. */
    private static int humidity(byte[] data) {
        return (data[6] & 0xFF) << 8 | (data[7] & 0xFF);
    }

    private static int twentyBits(byte[] data, int at) {
        return (data[at] & 0xFF) << 12 | (data[at + 1] & 0xFF) << 4 | (data[at + 2] & 0xFF) >> 4;
    }
}
