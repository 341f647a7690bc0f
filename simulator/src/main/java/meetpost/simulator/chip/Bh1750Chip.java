package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * ROHM BH1750FVI ambient light sensor, by its opcodes.
 *
 * <p>Pages are those of the "Technical Note", 2009.04 revision B.
 */
public final class Bh1750Chip implements I2cChip {

    private static final int POWER_DOWN = 0x00;
    private static final int POWER_ON = 0x01;
    private static final int RESET = 0x07;

    /** Page 11. */
    private static final int DEFAULT_TIME = 69;

    private static final int SHORTEST = 31;
    private static final int LONGEST = 254;

    private volatile Signal lux = Signal.constant(500);
    private boolean powered;
    private int time;

    /** What the data register holds, until {@link #readyAt}. */
    private int held;

    private int next;
    private long readyAt;

    /** From now on it measures this, in lx. Any thread. */
    public void illuminance(Signal signal) {
        lux = requireNonNull(signal, "signal");
    }

    /** "Measurement Procedure": powered down; the data register is 0. */
    @Override
    public void powerOn(long now) {
        powered = false;
        time = DEFAULT_TIME;
        held = 0;
        next = 0;
        readyAt = now;
    }

    /** Page 10: one opcode, then a stop condition. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        if (bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("the BH1750 takes one opcode at a time");
        }
        proceed(now);
        int opcode = bytes[0] & 0xFF;
        if (opcode >> 3 == 0x08) {
            time = (opcode & 0x07) << 5 | (time & 0x1F);
        } else if (opcode >> 5 == 0x03) {
            time = (time & 0xE0) | (opcode & 0x1F);
        } else {
            command(opcode, now);
        }
    }

    private void command(int opcode, long now) throws IOException {
        switch (opcode) {
            case POWER_DOWN -> powered = false;
            case POWER_ON -> powered = true;
            case RESET -> held = powered ? 0 : held;
            // One-time and continuous: this model measures once either way.
            case 0x10, 0x20 -> measure(now, 1, 180);
            case 0x11, 0x21 -> measure(now, 2, 180);
            case 0x13, 0x23 -> measure(now, 1, 24);
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(Locale.ROOT, "the BH1750 has no opcode 0x%02X", opcode));
        }
    }

    /** Pages 2 and 11. */
    private void measure(long now, int perCount, int milliseconds) throws IOException {
        if (time < SHORTEST || time > LONGEST) {
            throw KernelError.BROKEN_OFF.exception(
                    "the BH1750's measurement time is 31 to 254, not " + time);
        }
        double counts = lux.at(now) * 1.2 * perCount * time / DEFAULT_TIME;
        next = (int) Math.max(0, Math.min(0xFFFF, Math.round(counts)));
        readyAt = now + Duration.ofMillis(milliseconds).toNanos() * time / DEFAULT_TIME;
        powered = false;
    }

    @Override
    public byte[] read(int length, long now) {
        proceed(now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? held >> 8 : held);
        }
        return bytes;
    }

    private void proceed(long now) {
        if (now >= readyAt) {
            held = next;
        }
    }
}
