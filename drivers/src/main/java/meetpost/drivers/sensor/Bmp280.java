package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Bosch Sensortec BMP280 thermometer and barometer, asleep but for the measurement.
 *
 * <p>Sections and tables are those of its datasheet, BST-BMP280-DS001 revision 1.23. Each quantity
 * is sampled once, without a filter: "weather monitoring", table 7.
 */
public final class Bmp280 implements Sensor {

    private static final int ID = 0xD0;
    private static final int RESET = 0xE0;
    private static final int STATUS = 0xF3;
    private static final int CTRL_MEAS = 0xF4;
    private static final int DATA = 0xF7;
    private static final int CALIB00 = 0x88;

    private static final int BMP280_ID = 0x58;
    private static final int BME280_ID = 0x60;
    private static final int RESET_NOW = 0xB6;

    /** Temperature and pressure sampled once, asleep; the mode is in the last two bits. */
    private static final int OSRS_T_1_P_1 = 0x24;

    private static final int MODE_MASK = 0x03;
    private static final int FORCED = 0x01;

    private static final int MEASURING = 0x08;
    private static final int COPYING_CALIBRATION = 0x01;

    /** Section 1, start-up time, maximum. */
    private static final Duration STARTUP_TIME = Duration.ofMillis(2);

    /** Section 3.8.1, ultra low power, maximum. */
    private static final Duration MEASUREMENT_TIME = Duration.ofNanos(6_400_000);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MAX_POLLS = 10;

    /** Sections 4.3.6 and 4.3.7: the registers after a reset, and where a quantity is skipped. */
    private static final int SKIPPED = 0x80000;

    /** Section 1, operating ranges, widened by the accuracy at their ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41.5, 86.5);

    private static final Range PRESSURES = new Range(PRESSURE, 298, 1102);

    private final I2cDevice device;
    private final Pause pause;
    private Bmp280Calibration calibration;

    /** Checks that the part is a BMP280, resets it and reads its calibration. */
    public Bmp280(I2cDevice device, Pause pause) throws IOException, InterruptedException {
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
        if (pressure(data) == SKIPPED || temperature(data) == SKIPPED) {
            // One true value in 65 536 looks the same, but not twice.
            data = measure();
        }
        return compensated(data);
    }

    private Bmp280Calibration start() throws IOException, InterruptedException {
        int id = device.readFrom(ID, 1)[0] & 0xFF;
        if (id == BME280_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    "a BME280 (id 0x60), which has a hygrometer as well, expected a BMP280 (id 0x58)");
        }
        if (id != BMP280_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(Locale.ROOT, "not a BMP280: id 0x%02X, expected 0x58", id));
        }
        device.write(RESET, RESET_NOW);
        pause.of(STARTUP_TIME);
        awaitClear(COPYING_CALIBRATION, "still copies its calibration after a reset");
        var read = Bmp280Calibration.of("BMP280", device.readFrom(CALIB00, 24));
        device.write(CTRL_MEAS, OSRS_T_1_P_1);
        return read;
    }

    private byte[] measure() throws IOException, InterruptedException {
        device.write(CTRL_MEAS, OSRS_T_1_P_1 | FORCED);
        pause.of(MEASUREMENT_TIME);
        awaitClear(MEASURING, "still measures");
        return device.readFrom(DATA, 6);
    }

    private void awaitClear(int bit, String otherwise) throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((device.readFrom(STATUS, 1)[0] & bit) == 0) {
                return;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, "BMP280 " + otherwise);
    }

    private Sensed compensated(byte[] data) throws SensorException {
        if (temperature(data) == SKIPPED) {
            throw new SensorException(NOT_READY, "BMP280: no measurement in the data registers");
        }
        double fine = calibration.fineTemperature(temperature(data));
        double celsius = TEMPERATURES.checked("BMP280", Bmp280Calibration.celsius(fine));
        var findings = new Findings("BMP280");
        findings.add(TEMPERATURES, () -> celsius);
        findings.add(PRESSURES, () -> hectopascal(data, fine));
        return findings.sensed();
    }

    private double hectopascal(byte[] data, double fine) throws SensorException {
        if (pressure(data) == SKIPPED) {
            throw new SensorException(
                    NOT_READY, "BMP280 barometer: no measurement in the data registers");
        }
        return calibration.hectopascal(pressure(data), fine);
    }

    /** Section 4.3.6. */
    private static int pressure(byte[] data) {
        return twentyBits(data, 0);
    }

    /** Section 4.3.7. */
    private static int temperature(byte[] data) {
        return twentyBits(data, 3);
    }

    private static int twentyBits(byte[] data, int at) {
        return (data[at] & 0xFF) << 12 | (data[at + 1] & 0xFF) << 4 | (data[at + 2] & 0xFF) >> 4;
    }
}
