package meetpost.drivers.sensor;

import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.sensor.Quantity.CO2;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Sensirion SCD40 and SCD41 meter of CO2, thermometer and hygrometer, measuring by itself every
 * five seconds.
 *
 * <p>Sections are those of the datasheet "SCD4x", version 1.3. Its calibration is left to itself:
 * it takes the lowest value of a week for fresh air.
 */
public final class Scd4x implements Sensor {

    private static final String NAME = "SCD4x";

    /** Section 3.9.2; not while it measures. */
    private static final int[] GET_SERIAL_NUMBER = {0x36, 0x82};

    /** Sections 3.5.1 to 3.5.3. */
    private static final int[] START_PERIODIC_MEASUREMENT = {0x21, 0xB1};

    private static final int[] READ_MEASUREMENT = {0xEC, 0x05};
    private static final int[] STOP_PERIODIC_MEASUREMENT = {0x3F, 0x86};

    /** Section 3.8.2. */
    private static final int[] GET_DATA_READY_STATUS = {0xE4, 0xB8};

    /** Nothing is ready while these are 0. */
    private static final int READY = 0x07FF;

    /** Section 3.4, the execution time of the commands that are followed by a read. */
    private static final Duration COMMAND_TIME = Duration.ofMillis(1);

    private static final Duration STOPPING_TIME = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(250);

    /** Six seconds: a measurement comes every five. */
    private static final int MAX_POLLS = 24;

    /**
     * Section 1.1, output range. There is less than 200 ppm nowhere; 0 is what a part gives that
     * has not measured.
     */
    private static final Range CONCENTRATIONS = new Range(CO2, 200, 40_000);

    /** Section 1.3, operating range of -10 to 60 °C, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -11.5, 61.5);

    /** The formula gives nothing else. */
    private static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    private final I2cDevice device;
    private final Pause pause;

    /** Knows the part by the checksums of its serial number, and has it measure. */
    public Scd4x(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        SensirionWords serial = serialNumber();
        if (!serial.areWhole()) {
            throw new SensorException(
                    WRONG_DEVICE,
                    "not an SCD4x: its serial number reads %s, expected a checksum behind each two bytes"
                            .formatted(serial.text()));
        }
        device.write(START_PERIODIC_MEASUREMENT);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        awaitMeasurement();
        SensirionWords answer = asked(READ_MEASUREMENT, 3);

        // Section 3.5.2.
        var findings = new Findings(NAME);
        findings.add(CONCENTRATIONS, () -> answer.word(0));
        findings.add(TEMPERATURES, () -> -45 + 175 * answer.word(1) / 65_535.0);
        findings.add(HUMIDITIES, () -> 100 * answer.word(2) / 65_535.0);
        return findings.sensed();
    }

    /** Of a part that measures already, as after a restart of this program, once it has stopped. */
    private SensirionWords serialNumber() throws IOException, InterruptedException {
        try {
            return asked(GET_SERIAL_NUMBER, 3);
        } catch (BusException e) {
            if (e.kind() != NO_ANSWER) {
                throw e;
            }
            device.write(STOP_PERIODIC_MEASUREMENT);
            pause.of(STOPPING_TIME);
            return asked(GET_SERIAL_NUMBER, 3);
        }
    }

    private void awaitMeasurement() throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((asked(GET_DATA_READY_STATUS, 1).word(0) & READY) != 0) {
                return;
            }
            pause.of(POLL);
        }
        // It lost power since, and is idle.
        device.write(START_PERIODIC_MEASUREMENT);
        throw new SensorException(
                NOT_READY, NAME + " has not measured for six seconds, and was told to start again");
    }

    private SensirionWords asked(int[] command, int words)
            throws IOException, InterruptedException {
        device.write(command);
        pause.of(COMMAND_TIME);
        return new SensirionWords(NAME, device.read(words * SensirionWords.WORD));
    }
}
