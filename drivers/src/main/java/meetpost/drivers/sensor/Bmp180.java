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
 * Bosch Sensortec BMP180 thermometer and barometer, and the BMP085 before it; asleep but for the
 * measurement, at ultra high resolution.
 *
 * <p>Sections are those of its datasheet, BST-BMP180-DS000 revision 2.5. Its calibration is read
 * each time: nothing else tells of another part that was put on the plug.
 */
public final class Bmp180 implements Sensor {

    private static final String NAME = "BMP180";

    private static final int CALIBRATION = 0xAA;
    private static final int ID = 0xD0;
    private static final int CTRL_MEAS = 0xF4;
    private static final int OUT = 0xF6;

    private static final int BMP180_ID = 0x55;

    /** "Control registers values": temperature, and pressure with an oversampling setting of 3. */
    private static final int MEASURE_TEMPERATURE = 0x2E;

    private static final int MEASURE_PRESSURE = 0xF4;
    private static final int OVERSAMPLING_SETTING = 3;

    /** Of the 24 in the registers. */
    private static final int UNUSED_BITS = 8 - OVERSAMPLING_SETTING;

    /** "Memory map", Sco: 1 until the conversion is complete; also in the BMP085. */
    private static final int CONVERTING = 0x20;

    /** "Control registers values", maximum. */
    private static final Duration TEMPERATURE_TIME = Duration.ofNanos(4_500_000);

    private static final Duration PRESSURE_TIME = Duration.ofNanos(25_500_000);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MAX_POLLS = 10;

    /** "Memory map": what the output registers hold after a reset. */
    private static final int NOTHING_CONVERTED = 0x8000;

    /** Operating ranges, widened by the accuracy at their ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -42, 87);

    private static final Range PRESSURES = new Range(PRESSURE, 298, 1102);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is a BMP180. Writes nothing. */
    public Bmp180(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int id = device.readFrom(ID, 1)[0] & 0xFF;
        if (id != BMP180_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(Locale.ROOT, "not a BMP180: id 0x%02X, expected 0x55", id));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        var calibration = Bmp180Calibration.of(device.readFrom(CALIBRATION, 22));
        byte[] temperature = converted(MEASURE_TEMPERATURE, TEMPERATURE_TIME, 2);
        int b5 = calibration.b5(upper(temperature));
        double celsius = TEMPERATURES.checked(NAME, Bmp180Calibration.tenths(b5) / 10.0);
        byte[] pressure = converted(MEASURE_PRESSURE, PRESSURE_TIME, 3);
        int raw = (upper(pressure) << 8 | (pressure[2] & 0xFF)) >> UNUSED_BITS;

        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> celsius);
        findings.add(PRESSURES, () -> calibration.pascal(raw, b5, OVERSAMPLING_SETTING) / 100.0);
        return findings.sensed();
    }

    private byte[] converted(int command, Duration time, int length)
            throws IOException, InterruptedException {
        byte[] answer = measured(command, time, length);
        if (upper(answer) == NOTHING_CONVERTED) {
            // It lost power meanwhile, or a true value looks the same.
            answer = measured(command, time, length);
        }
        if (upper(answer) == NOTHING_CONVERTED) {
            throw new SensorException(NOT_READY, NAME + " has converted nothing (0x8000)");
        }
        return answer;
    }

    private byte[] measured(int command, Duration time, int length)
            throws IOException, InterruptedException {
        device.write(CTRL_MEAS, command);
        pause.of(time);
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((device.readFrom(CTRL_MEAS, 1)[0] & CONVERTING) == 0) {
                return device.readFrom(OUT, length);
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, NAME + " still converts");
    }

    private static int upper(byte[] answer) {
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
