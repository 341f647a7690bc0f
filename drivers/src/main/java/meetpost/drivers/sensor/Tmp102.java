package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Texas Instruments TMP102 thermometer, converting by itself four times a second.
 *
 * <p>Tables are those of its datasheet, SBOS397C. Its alert settings are left as they are.
 */
public final class Tmp102 implements Sensor {

    private static final int TEMPERATURE_REGISTER = 0x00;
    private static final int CONFIGURATION = 0x01;

    /** Table 7: R1 and R0 read 1, the last four bits read 0. There is no identification. */
    private static final int FIXED_MASK = 0x600F;

    private static final int FIXED = 0x6000;

    private static final int SHUTDOWN = 0x0100;
    private static final int ONE_SHOT = 0x8000;

    /** Electrical characteristics, maximum. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(35);

    private static final double CELSIUS_PER_BIT = 0.0625;

    /** Tables 5 and 6 end here. */
    private static final int LOWEST = -55;

    private static final int HIGHEST = 150;

    private final I2cDevice device;
    private final Pause pause;

    /** Checks what can be checked before anything is written, and wakes the part up. */
    public Tmp102(I2cDevice device, Pause pause) throws IOException, InterruptedException {
        this.device = device;
        this.pause = pause;

        int configuration = word(device.readFrom(CONFIGURATION, 2));
        if ((configuration & FIXED_MASK) != FIXED) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not a TMP102: its configuration reads 0x%04X, expected 0x60A0 or nearly so",
                            configuration));
        }
        if ((configuration & SHUTDOWN) != 0) {
            int awake = configuration & ~(SHUTDOWN | ONE_SHOT);
            device.write(CONFIGURATION, awake >> 8, awake & 0xFF);
            // Until then it gives the last value from before it was shut down.
            pause.of(CONVERSION_TIME);
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        int register = word(device.readFrom(TEMPERATURE_REGISTER, 2));
        if (register == 0) {
            // 0 °C, or powered up within the last 35 ms: "Temperature register".
            pause.of(CONVERSION_TIME);
            register = word(device.readFrom(TEMPERATURE_REGISTER, 2));
        }
        double celsius = celsius(register);
        if (celsius < LOWEST || celsius > HIGHEST) {
            throw new SensorException(
                    CORRUPT,
                    "TMP102 gives " + celsius + " °C, expected " + LOWEST + " to " + HIGHEST);
        }
        return Sensed.all(new Measurement(TEMPERATURE, celsius));
    }

    /** Tables 3 and 4: the last bit says whether there are 12 bits before it or 13. */
    private static double celsius(int register) throws SensorException {
        boolean extended = (register & 1) != 0;
        int unused = extended ? register & 0b110 : register & 0b1110;
        if (unused != 0) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "TMP102 temperature register 0x%04X has a bit set that always reads 0",
                            register));
        }
        return ((short) register >> (extended ? 3 : 4)) * CELSIUS_PER_BIT;
    }

    private static int word(byte[] answer) {
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
