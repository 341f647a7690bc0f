package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Microchip MCP9808 temperature sensor, by its registers.
 *
 * <p>Registers and tables are those of the datasheet DS25095A. The alert is modelled as the three
 * flags of its temperature register only.
 */
public final class Mcp9808Chip implements I2cChip {

    private static final int CONFIGURATION = 0x01;
    private static final int CRITICAL = 0x04;
    private static final int AMBIENT = 0x05;
    private static final int MANUFACTURER = 0x06;
    private static final int DEVICE = 0x07;
    private static final int RESOLUTION = 0x08;

    private static final int SHUTDOWN = 0x0100;
    private static final int CRITICAL_LOCK = 0x0080;
    private static final int WINDOW_LOCK = 0x0040;
    private static final int LOCKS = CRITICAL_LOCK | WINDOW_LOCK;

    /** Register 5-2: hysteresis, shutdown, both locks and the control of the alert. */
    private static final int READ_BACK = 0x07CF;

    /** Of them, what a lock bit keeps as it is. */
    private static final int LOCKED = READ_BACK & ~SHUTDOWN;

    /** Table 5-2. */
    private static final long[] CONVERSIONS = {
        Duration.ofMillis(30).toNanos(),
        Duration.ofMillis(65).toNanos(),
        Duration.ofMillis(130).toNanos(),
        Duration.ofMillis(250).toNanos()
    };

    private final int[] limits = new int[3];
    private volatile Signal celsius = Signal.constant(20);
    private int pointer;
    private int configuration;
    private int resolution;
    private int held;
    private long began;

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    @Override
    public void powerOn(long now) {
        pointer = 0;
        configuration = 0;
        resolution = 3;
        held = 0;
        began = now;
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0x0F;
        if (register > RESOLUTION) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(Locale.ROOT, "the MCP9808 has no register 0x%02X", register));
        }
        pointer = register;
        if (bytes.length > 1) {
            held = ambient(now);
            int value = bytes[1] & 0xFF;
            set(register, bytes.length > 2 ? value << 8 | (bytes[2] & 0xFF) : value, now);
        }
    }

    private void set(int register, int value, long now) throws IOException {
        switch (register) {
            case CONFIGURATION -> {
                boolean was = (configuration & SHUTDOWN) != 0;
                configuration = configured(value);
                if (was && (configuration & SHUTDOWN) == 0) {
                    began = now;
                }
            }
            case 0x02, 0x03, CRITICAL -> {
                int lock = register == CRITICAL ? CRITICAL_LOCK : WINDOW_LOCK;
                if ((configuration & lock) == 0) {
                    limits[register - 2] = value & 0x1FFC;
                }
            }
            case RESOLUTION -> {
                resolution = value & 3;
                began = now;
            }
            default -> throw KernelError.BROKEN_OFF.exception("that register is read-only");
        }
    }

    /** Register 5-2: while a lock bit is set, shutdown can end but not begin. */
    private int configured(int value) {
        if ((configuration & LOCKS) == 0) {
            return value & READ_BACK;
        }
        return (configuration & LOCKED) | (value & LOCKS) | (configuration & value & SHUTDOWN);
    }

    @Override
    public byte[] read(int length, long now) {
        int value = value(now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (pointer != RESOLUTION && i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    private int value(long now) {
        return switch (pointer) {
            case CONFIGURATION -> configuration;
            case 0x02, 0x03, CRITICAL -> limits[pointer - 2];
            case AMBIENT -> ambient(now);
            case MANUFACTURER -> 0x0054;
            case DEVICE -> 0x0400;
            case RESOLUTION -> resolution;
            default -> 0x001F;
        };
    }

    /** Register 5-4: three flags, the sign, 1/16 °C. */
    private int ambient(long now) {
        long conversion = CONVERSIONS[resolution];
        if ((configuration & SHUTDOWN) != 0 || now - began < conversion) {
            return held;
        }
        long last = began + (now - began) / conversion * conversion - conversion;
        int step = 8 >> resolution;
        int value = (int) Math.round(celsius.at(last) * 16 / step) * step;
        int flags = value >= signed(limits[2]) ? 0x8000 : 0;
        flags |= value > signed(limits[0]) ? 0x4000 : 0;
        flags |= value < signed(limits[1]) ? 0x2000 : 0;
        return flags | (value & 0x1FFF);
    }

    private static int signed(int register) {
        return register << 19 >> 19;
    }
}
