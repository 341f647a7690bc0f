package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Analog Devices ADT7410 thermometer at 16 bits, shut down but for the measurement.
 *
 * <p>Tables are those of its datasheet, revision C. What its pins do is left as it is.
 */
public final class Adt7410 implements Sensor {

    private static final String NAME = "ADT7410";

    private static final int TEMPERATURE_REGISTER = 0x00;
    private static final int STATUS = 0x02;
    private static final int CONFIGURATION = 0x03;
    private static final int ID = 0x0B;

    /** Table 19: the last three bits are the revision. */
    private static final int ID_MASK = 0xF8;

    private static final int ADT7410_ID = 0xC8;

    /** Table 11: fault queue, polarities and mode of its pins. */
    private static final int PINS = 0x1F;

    /** 16 bits, one shot. */
    private static final int MEASURE = 0xA0;

    /** Table 10: 0 once a conversion is in the register. */
    private static final int BUSY = 0x80;

    /** Table 1: 240 ms, typical; no maximum is given. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(250);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final int MAX_POLLS = 10;

    /** "16-Bit Temperature Data Format". */
    private static final double CELSIUS_PER_BIT = 1 / 128.0;

    /** Table 1, range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -56, 151);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an ADT7410. Writes nothing. */
    public Adt7410(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int id = read(ID);
        if ((id & ID_MASK) != ADT7410_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT, "not an ADT7410: id 0x%02X, expected 0xC8 to 0xCF", id));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        // Clears what an earlier conversion has left in the status.
        device.readFrom(TEMPERATURE_REGISTER, 2);
        device.write(CONFIGURATION, (read(CONFIGURATION) & PINS) | MEASURE);
        pause.of(CONVERSION_TIME);
        awaitConversion();
        byte[] answer = device.readFrom(TEMPERATURE_REGISTER, 2);

        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> (answer[0] << 8 | (answer[1] & 0xFF)) * CELSIUS_PER_BIT);
        return findings.sensed();
    }

    private void awaitConversion() throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((read(STATUS) & BUSY) == 0) {
                return;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, NAME + " still converts");
    }

    private int read(int register) throws IOException {
        return device.readFrom(register, 1)[0] & 0xFF;
    }
}
