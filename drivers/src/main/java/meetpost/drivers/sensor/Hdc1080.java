package meetpost.drivers.sensor;

import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Texas Instruments HDC1080 hygrometer and thermometer at 14 bits, asleep but for the measurement.
 *
 * <p>Sections are those of its datasheet, SNAS672A.
 */
public final class Hdc1080 implements Sensor {

    private static final String NAME = "HDC1080";

    private static final int TEMPERATURE_REGISTER = 0x00;
    private static final int CONFIGURATION = 0x02;
    private static final int MANUFACTURER_ID = 0xFE;
    private static final int DEVICE_ID = 0xFF;

    private static final int TEXAS_INSTRUMENTS = 0x5449;
    private static final int HDC1080_ID = 0x1050;

    /** Section 8.6.3: both in one go, 14 bits each, without the heater. */
    private static final int[] BOTH_AT_14_BITS = {CONFIGURATION, 0x10, 0x00};

    /** Sections 8.6.1 and 8.6.2: the last two bits of both registers are always 0. */
    private static final int ALWAYS_ZERO = 0x0003;

    /** Section 7.5: 6.35 and 6.5 ms, typical; no maximum is given. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(15);

    private static final Duration POLL = Duration.ofMillis(2);
    private static final int MAX_POLLS = 10;

    /** Section 7.3 and 7.5, widened by the accuracy at its ends; the formula begins at -40. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -40, 125);

    /** The formula gives nothing else. */
    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an HDC1080, and has it measure both in one go. */
    public Hdc1080(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int manufacturer = word(device.readFrom(MANUFACTURER_ID, 2), 0);
        int id = word(device.readFrom(DEVICE_ID, 2), 0);
        if (manufacturer != TEXAS_INSTRUMENTS || id != HDC1080_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an HDC1080: manufacturer 0x%04X and device 0x%04X, expected 0x5449 and 0x1050",
                            manufacturer,
                            id));
        }
        device.write(BOTH_AT_14_BITS);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        // Section 8.5.1: naming the register begins the conversions.
        device.write(TEMPERATURE_REGISTER);
        pause.of(CONVERSION_TIME);
        byte[] answer = converted();

        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> value(answer, 0) / 65_536.0 * 165 - 40);
        findings.add(HUMIDITIES, () -> value(answer, 2) / 65_536.0 * 100);
        return findings.sensed();
    }

    /** While it converts it does not acknowledge a read. */
    private byte[] converted() throws IOException, InterruptedException {
        for (int poll = 1; poll < MAX_POLLS; poll++) {
            try {
                return device.read(4);
            } catch (BusException e) {
                if (e.kind() != NO_ANSWER) {
                    throw e;
                }
                pause.of(POLL);
            }
        }
        return device.read(4);
    }

    private static int value(byte[] answer, int at) throws SensorException {
        int word = word(answer, at);
        if ((word & ALWAYS_ZERO) != 0) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "%s register 0x%04X has a bit set that always reads 0",
                            NAME,
                            word));
        }
        return word;
    }

    private static int word(byte[] answer, int at) {
        return (answer[at] & 0xFF) << 8 | (answer[at + 1] & 0xFF);
    }
}
