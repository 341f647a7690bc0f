package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;

/**
 * FILL IN: maker, part and what it is, by its registers. From the datasheet, the driver closed.
 *
 * <p>FILL IN: section numbers are those of which datasheet, and its revision.
 */
public final class @Part@Chip implements I2cChip {

    private static final int IDENTIFICATION = 0x0F;

    /** FILL IN: what a register reads after power-on, and its section. */
    private static final int IDENTITY = 0x5A;

    private static final int FIRST_VALUE = 0x10;

    /** FILL IN: how its values lie, and what a bit is worth. */
    private static final int VALUES = @count@;

    private static final double BITS_PER_UNIT = 10;

    private final Signal[] signals = new Signal[VALUES];
    private int pointer;

    /** Where there is nothing to measure. */
    public @Part@Chip() {
        Arrays.fill(signals, Signal.constant(0));
    }
@doors@

    @Override
    public void powerOn(long now) {
        pointer = 0;
    }

    /** FILL IN: the pointer, and what can be written. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        boolean known = register == IDENTIFICATION || value(register) >= 0;
        if (!known || bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("the @PART@ has no such register to write");
        }
        pointer = register;
    }

    /** The register that the pointer is at, and those behind it. */
    @Override
    public synchronized byte[] read(int length, long now) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) at(pointer + i, now);
        }
        return bytes;
    }

    /** FILL IN: how it says each value, and what it says at both ends of its range. */
    private int at(int register, long now) throws IOException {
        if (register == IDENTIFICATION) {
            return IDENTITY;
        }
        int value = value(register);
        if (value < 0) {
            throw KernelError.BROKEN_OFF.exception("the @PART@ has nothing at register " + register);
        }
        long raw = Math.round(signals[value].at(now) * BITS_PER_UNIT);
        long said = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, raw));
        return (int) ((register - FIRST_VALUE) % 2 == 0 ? said >> 8 : said) & 0xFF;
    }

    /** Which value a register is a part of; negative: of none. */
    private static int value(int register) {
        int value = Math.floorDiv(register - FIRST_VALUE, 2);
        return value < VALUES ? value : -1;
    }
}
