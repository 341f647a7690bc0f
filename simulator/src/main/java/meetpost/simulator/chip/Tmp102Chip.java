package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Texas Instruments TMP102 temperature sensor, by its registers.
 *
 * <p>Section numbers are those of the datasheet SBOS397H. The alert pin is not modelled: the AL bit
 * always reads as "no alert".
 */
public final class Tmp102Chip implements I2cChip {

    private static final int TEMPERATURE = 0;
    private static final int CONFIGURATION = 1;
    private static final int T_LOW = 2;
    private static final int T_HIGH = 3;

    /** Section 6.5.3: 12 bits, continuous, 4 Hz, AL high as nothing is alerted. */
    private static final int CONFIGURATION_AT_RESET = 0x60A0;

    /** +75 °C and +80 °C. */
    private static final int T_LOW_AT_RESET = 0x4B00;

    private static final int T_HIGH_AT_RESET = 0x5000;

    private static final int ONE_SHOT = 0x8000;
    private static final int SHUTDOWN = 0x0100;
    private static final int CONVERSION_RATE = 0x00C0;
    private static final int EXTENDED = 0x0010;

    private static final int RESOLUTION = 0x6000;
    private static final int POLARITY = 0x0400;
    private static final int NO_ALERT = 0x0020;

    /** R1, R0, AL and the four lowest bits cannot be written. */
    private static final int WRITABLE = 0x9FD0;

    /** Section 5.5, typical. */
    private static final long CONVERSION = Duration.ofMillis(26).toNanos();

    /** CR1 CR0: 0.25, 1, 4 and 8 conversions a second. */
    private static final long[] PERIODS = {
        Duration.ofSeconds(4).toNanos(),
        Duration.ofSeconds(1).toNanos(),
        Duration.ofMillis(250).toNanos(),
        Duration.ofMillis(125).toNanos()
    };

    private volatile Signal celsius;
    private int pointer;
    private int configuration;
    private int low;
    private int high;

    /** When the conversions that run now began, or the one-shot. */
    private long began;

    private boolean converting;

    /** What the temperature register holds while no conversion has finished since. */
    private int held;

    /** At 20 °C. */
    public Tmp102Chip() {
        this(Signal.constant(20));
    }

    /** In surroundings of that temperature. */
    public Tmp102Chip(Signal celsius) {
        this.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal celsius) {
        this.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(double celsius) {
        temperature(Signal.constant(celsius));
    }

    @Override
    public void powerOn(long now) {
        pointer = TEMPERATURE;
        configuration = CONFIGURATION_AT_RESET;
        low = T_LOW_AT_RESET;
        high = T_HIGH_AT_RESET;
        // Section 6.5.2: reads 0 °C until the first conversion is complete.
        held = 0;
        began = now;
        converting = true;
    }

    /** The pointer, then one or both bytes of the register. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        if (register > T_HIGH) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(
                            Locale.ROOT, "the TMP102 has registers 0 to 3, not 0x%02X", register));
        }
        pointer = register;
        if (bytes.length > 1) {
            int old = value(register, now);
            int upper = bytes[1] & 0xFF;
            int lower = bytes.length > 2 ? bytes[2] & 0xFF : old & 0xFF;
            set(register, (upper << 8) | lower, now);
        }
    }

    /** The register that the pointer is at, over and over. */
    @Override
    public byte[] read(int length, long now) {
        int value = value(pointer, now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    private void set(int register, int value, long now) throws IOException {
        switch (register) {
            case CONFIGURATION -> configure(value & WRITABLE, now);
            case T_LOW -> low = value;
            case T_HIGH -> high = value;
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            "the TMP102's temperature register is read-only");
        }
    }

    private void configure(int value, long now) {
        boolean wasShutDown = (configuration & SHUTDOWN) != 0;
        boolean shutDown = (value & SHUTDOWN) != 0;
        boolean sameRhythm = ((configuration ^ value) & CONVERSION_RATE) == 0;
        boolean sameFormat = ((configuration ^ value) & EXTENDED) == 0;
        held = temperature(now);
        configuration = RESOLUTION | (value & ~ONE_SHOT);
        if ((value & POLARITY) == 0) {
            configuration |= NO_ALERT;
        }
        if (shutDown) {
            // Section 6.4.3: a conversion that is under way is completed first.
            boolean underWay = converting && now - began < CONVERSION;
            if (wasShutDown && (value & ONE_SHOT) != 0) {
                began = now;
                converting = true;
            } else if (!underWay) {
                converting = wasShutDown && converting;
            }
        } else if (wasShutDown || !sameRhythm) {
            began = now;
            converting = true;
        } else if (!sameFormat && now >= began) {
            // The register keeps its old format until the next conversion is complete.
            began += ((now - began) / period() + 1) * period();
        }
    }

    private long period() {
        return PERIODS[(configuration & CONVERSION_RATE) >> 6];
    }

    private int value(int register, long now) {
        return switch (register) {
            case TEMPERATURE -> temperature(now);
            case CONFIGURATION -> configuration | (ready(now) ? ONE_SHOT : 0);
            case T_LOW -> low;
            default -> high;
        };
    }

    /** Section 6.4.4: in shutdown, OS reads 0 during the single conversion and 1 after it. */
    private boolean ready(long now) {
        return (configuration & SHUTDOWN) != 0 && now - began >= CONVERSION;
    }

    private int temperature(long now) {
        long since = now - began - CONVERSION;
        if (!converting || since < 0) {
            return held;
        }
        boolean continuous = (configuration & SHUTDOWN) == 0;
        long conversion = continuous ? since / period() : 0;
        return encoded(celsius.at(began + conversion * period()));
    }

    /** Tables 6-3 and 6-4: 1/16 °C, 12 bits, or 13 and the lowest bit set. */
    private int encoded(double value) {
        boolean extended = (configuration & EXTENDED) != 0;
        long max = extended ? 0x0FFF : 0x07FF;
        long raw = Math.max(-max - 1, Math.min(max, Math.round(value * 16)));
        return (int) (extended ? (raw << 3) | 1 : raw << 4) & 0xFFFF;
    }
}
