package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * NXP LM75B thermometer and those of other makers with its registers, converting by itself ten
 * times a second.
 *
 * <p>Sections and tables are those of its datasheet, revision 6.1. What its output pin does is left
 * as it is. The part has no identification, and most parts at its addresses are others.
 */
public final class Lm75b implements Sensor {

    private static final int TEMPERATURE_REGISTER = 0x00;
    private static final int CONFIGURATION = 0x01;

    /** Table 8: the bits that are always 0. */
    private static final int RESERVED = 0xE0;

    private static final int SHUTDOWN = 0x01;

    /**
     * "Static characteristics": 100 ms from one conversion to the next; 300 ms in TI's LM75B,
     * SNIS153B.
     */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(300);

    /** Section 7.4.3: eleven bits, of 0.125 °C. */
    private static final int UNUSED_BITS = 5;

    private static final double CELSIUS_PER_BIT = 0.125;

    /** Section 2, range, widened by the accuracy at its ends. */
    private static final Range TEMPERATURES = new Range(TEMPERATURE, -58, 128);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks what can be checked before anything is written, and wakes the part up. */
    public Lm75b(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        int configuration = device.readFrom(CONFIGURATION, 1)[0] & 0xFF;
        if ((configuration & RESERVED) != 0) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an LM75B: its configuration reads 0x%02X, expected the first three bits to be 0",
                            configuration));
        }
        if ((configuration & SHUTDOWN) != 0) {
            device.write(CONFIGURATION, configuration & ~SHUTDOWN);
            // Until then it gives the last value from before it was shut down.
            pause.of(CONVERSION_TIME);
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        double celsius = celsius();
        if (celsius == 0) {
            // 0 °C, or powered up a moment ago.
            pause.of(CONVERSION_TIME);
            celsius = celsius();
        }
        double found = celsius;
        var findings = new Findings("LM75B");
        findings.add(TEMPERATURES, () -> found);
        return findings.sensed();
    }

    private double celsius() throws IOException {
        byte[] answer = device.readFrom(TEMPERATURE_REGISTER, 2);
        int register = answer[0] << 8 | (answer[1] & 0xFF);
        return (register >> UNUSED_BITS) * CELSIUS_PER_BIT;
    }
}
