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
 * Microchip MCP9808 thermometer, converting by itself four times a second.
 *
 * <p>Sections and registers are those of its datasheet, DS25095A. Its alert settings are left as
 * they are.
 */
public final class Mcp9808 implements Sensor {

    private static final int CONFIGURATION = 0x01;
    private static final int AMBIENT_TEMPERATURE = 0x05;
    private static final int MANUFACTURER_ID = 0x06;
    private static final int DEVICE_ID = 0x07;

    private static final int MICROCHIP = 0x0054;

    /** Register 5-6: the lower byte is the revision. */
    private static final int MCP9808_DEVICE = 0x04;

    /** Register 5-2, bit 8: can be cleared even while one of the lock bits is set. */
    private static final int SHUTDOWN = 0x0100;

    /** Table 5-2: 250 ms at the usual resolution, typical; no maximum is given. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(350);

    /** Register 5-4: bit 12 is the sign, and above it are three flags of the alert. */
    private static final int VALUE_BITS = 13;

    private static final double CELSIUS_PER_BIT = 0.0625;

    /** Section 1, specified range, widened by the accuracy. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -41, 126);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an MCP9808, and wakes it up. */
    public Mcp9808(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        int manufacturer = word(MANUFACTURER_ID);
        int id = word(DEVICE_ID);
        if (manufacturer != MICROCHIP || id >> 8 != MCP9808_DEVICE) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an MCP9808: manufacturer 0x%04X and device 0x%04X, expected 0x0054 and 0x0400",
                            manufacturer,
                            id));
        }
        wakeUp();
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        wakeUp();
        int register = word(AMBIENT_TEMPERATURE);
        if (celsius(register) == 0) {
            // 0 °C, or powered up a moment ago: the reset value of register 5-4.
            pause.of(CONVERSION_TIME);
            register = word(AMBIENT_TEMPERATURE);
        }
        double celsius = celsius(register);
        var findings = new Findings("MCP9808");
        findings.add(TEMPERATURES, () -> celsius);
        return findings.sensed();
    }

    /** Until it has converted it gives the last value from before it was shut down. */
    private void wakeUp() throws IOException, InterruptedException {
        int configuration = word(CONFIGURATION);
        if ((configuration & SHUTDOWN) == 0) {
            return;
        }
        int awake = configuration & ~SHUTDOWN;
        device.write(CONFIGURATION, awake >> 8, awake & 0xFF);
        pause.of(CONVERSION_TIME);
        int now = word(CONFIGURATION);
        if ((now & SHUTDOWN) != 0) {
            throw new SensorException(
                    NOT_READY,
                    String.format(
                            Locale.ROOT,
                            "MCP9808 is shut down: its configuration reads 0x%04X after it was woken up, expected bit 8 to be 0",
                            now));
        }
    }

    private static double celsius(int register) {
        int unused = Integer.SIZE - VALUE_BITS;
        return (register << unused >> unused) * CELSIUS_PER_BIT;
    }

    private int word(int register) throws IOException {
        byte[] answer = device.readFrom(register, 2);
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
