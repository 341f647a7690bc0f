package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Aosong AHT20, AHT21 and DHT20 hygrometer and thermometer, idle but for the measurement.
 *
 * <p>Sections are those of the datasheet "AHT20", version 1.1; that of the DHT20, version 1.0 of
 * May 2021, has the same in chapters 7 and 8, except that it leaves the initialisation to a program
 * of the maker's. The part has no identification, and is known by its checksum only once it has
 * measured.
 */
public final class Aht20 implements Sensor {

    private static final String NAME = "AHT20";

    /** Section 5.4, step 1, where the status is not that of a calibrated part. */
    private static final int[] INITIALISE = {0xBE, 0x08, 0x00};

    private static final int[] MEASURE = {0xAC, 0x33, 0x00};

    /** Section 5.3, status bits 7 and 3. */
    private static final int BUSY = 0x80;

    private static final int CALIBRATED = 0x08;

    private static final Duration INITIALISATION_TIME = Duration.ofMillis(10);
    private static final Duration MEASUREMENT_TIME = Duration.ofMillis(80);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int MAX_POLLS = 10;

    private static final int CHECKED = 6;

    /** Section 5.4, step 4. */
    private static final int INITIAL_CHECKSUM = 0xFF;

    private static final double TWENTY_BITS = 1_048_576;

    /** Operating range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41.5, 86.5);

    /** The formula gives nothing else. */
    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Reads the status, which writes nothing, and initialises a part that is not calibrated. */
    public Aht20(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        if ((idle(1)[0] & CALIBRATED) == 0) {
            initialise();
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        byte[] answer = measure();
        if ((answer[0] & CALIBRATED) == 0) {
            // It lost power since.
            initialise();
            answer = measure();
        }
        int checksum = Crc8.of(answer, 0, CHECKED, INITIAL_CHECKSUM);
        if (checksum != (answer[CHECKED] & 0xFF)) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "%s: checksum of %s, expected %02X at the end; an AHT10 has none",
                            NAME,
                            HexFormat.ofDelimiter(" ").withUpperCase().formatHex(answer),
                            checksum));
        }
        return converted(answer);
    }

    /** "Signal conversion". */
    private static Sensed converted(byte[] answer) throws SensorException {
        int middle = answer[3] & 0xFF;
        int humidity = (answer[1] & 0xFF) << 12 | (answer[2] & 0xFF) << 4 | middle >> 4;
        int temperature = (middle & 0x0F) << 16 | (answer[4] & 0xFF) << 8 | (answer[5] & 0xFF);
        var findings = new Findings(NAME);
        findings.add(TEMPERATURES, () -> 200 * temperature / TWENTY_BITS - 50);
        findings.add(HUMIDITIES, () -> 100 * humidity / TWENTY_BITS);
        return findings.sensed();
    }

    private void initialise() throws IOException, InterruptedException {
        device.write(INITIALISE);
        pause.of(INITIALISATION_TIME);
        int status = idle(1)[0] & 0xFF;
        if ((status & CALIBRATED) == 0) {
            throw new SensorException(
                    NOT_READY,
                    String.format(
                            Locale.ROOT,
                            "%s says that it is not calibrated: status 0x%02X, expected bit 3 set",
                            NAME,
                            status));
        }
    }

    private byte[] measure() throws IOException, InterruptedException {
        device.write(MEASURE);
        pause.of(MEASUREMENT_TIME);
        return idle(CHECKED + 1);
    }

    /** Reads the status and what follows it, once the part is not busy. */
    private byte[] idle(int length) throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            byte[] answer = device.read(length);
            if ((answer[0] & BUSY) == 0) {
                return answer;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, NAME + " says that it is busy, and goes on so");
    }
}
