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
 * Texas Instruments TMP117 thermometer, shut down but for the measurement: the mean of eight.
 *
 * <p>Sections are those of its datasheet, SNOSD82D. Its alert settings are left as they are, and
 * its EEPROM is never written.
 */
public final class Tmp117 implements Sensor {

    private static final String NAME = "TMP117";

    private static final int TEMPERATURE_REGISTER = 0x00;
    private static final int CONFIGURATION = 0x01;
    private static final int DEVICE_ID = 0x0F;

    /** Section 7.6.11: the first four bits are the revision. */
    private static final int ID_MASK = 0x0FFF;

    private static final int TMP117_ID = 0x0117;

    /** Section 7.6.3: T/nA, POL and DR/Alert. */
    private static final int ALERT = 0x001C;

    /** One shot, the mean of eight conversions. */
    private static final int MEASURE = 0x0C20;

    private static final int DATA_READY = 0x2000;

    /** Section 6.5: 17.5 ms for a conversion, maximum; eight of them. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(140);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MAX_POLLS = 10;

    /** Section 7.6.2: until the first conversion, -256 °C. */
    private static final int NOTHING_CONVERTED = 0x8000;

    /** Section 7.6.2. */
    private static final double CELSIUS_PER_BIT = 0.007_812_5;

    /** Section 6.3, operating range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -55.3, 150.3);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is a TMP117. Writes nothing. */
    public Tmp117(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int id = word(DEVICE_ID);
        if ((id & ID_MASK) != TMP117_ID) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not a TMP117: id 0x%04X, expected 0x0117 at its end",
                            id));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        int configuration = (word(CONFIGURATION) & ALERT) | MEASURE;
        device.write(CONFIGURATION, configuration >> 8, configuration & 0xFF);
        pause.of(CONVERSION_TIME);
        awaitData();
        int register = word(TEMPERATURE_REGISTER);
        if (register == NOTHING_CONVERTED) {
            throw new SensorException(NOT_READY, NAME + " has converted nothing (0x8000)");
        }
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> (short) register * CELSIUS_PER_BIT);
        return findings.sensed();
    }

    private void awaitData() throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((word(CONFIGURATION) & DATA_READY) != 0) {
                return;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, NAME + " still converts");
    }

    private int word(int register) throws IOException {
        byte[] answer = device.readFrom(register, 2);
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
