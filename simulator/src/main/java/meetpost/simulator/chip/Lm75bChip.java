package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * NXP LM75B temperature sensor, by its registers.
 *
 * <p>Sections and tables are those of its datasheet, revision 6.1. The output pin is not modelled.
 */
public final class Lm75bChip implements I2cChip {

    private static final int TEMPERATURE = 0;
    private static final int CONFIGURATION = 1;

    /** "Static characteristics": one conversion from the next, and how long it takes. */
    private static final long PERIOD = Duration.ofMillis(100).toNanos();

    private static final long CONVERSION = Duration.ofMillis(10).toNanos();

    private volatile Signal celsius = Signal.constant(20);
    private int pointer;
    private int configuration;
    private int hysteresis;
    private int overtemperature;
    private int held;
    private long began;

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    /** Table 5: 75 and 80 °C. */
    @Override
    public void powerOn(long now) {
        pointer = TEMPERATURE;
        configuration = 0;
        hysteresis = 0x4B00;
        overtemperature = 0x5000;
        held = 0;
        began = now;
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        if (register > 3) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(
                            Locale.ROOT, "the LM75B has registers 0 to 3, not 0x%02X", register));
        }
        pointer = register;
        if (bytes.length == 2 && register == CONFIGURATION) {
            held = register(now);
            boolean wakes = (configuration & 1) != 0 && (bytes[1] & 1) == 0;
            configuration = bytes[1] & 0x1F;
            began = wakes ? now : began;
        } else if (bytes.length == 3 && register > CONFIGURATION) {
            int value = ((bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF)) & 0xFF80;
            hysteresis = register == 2 ? value : hysteresis;
            overtemperature = register == 3 ? value : overtemperature;
        } else if (bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("that register takes no so many bytes");
        }
    }

    @Override
    public byte[] read(int length, long now) {
        int value =
                switch (pointer) {
                    case TEMPERATURE -> register(now);
                    case CONFIGURATION -> configuration << 8 | configuration;
                    case 2 -> hysteresis;
                    default -> overtemperature;
                };
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    /** Section 7.4.3: eleven bits of 0.125 °C, to the left. */
    private int register(long now) {
        if ((configuration & 1) != 0 || now - began < CONVERSION) {
            return held;
        }
        long last = began + (now - began - CONVERSION) / PERIOD * PERIOD;
        long bits = Math.max(-1024, Math.min(1023, Math.round(celsius.at(last) * 8)));
        return (int) bits << 5 & 0xFFFF;
    }
}
