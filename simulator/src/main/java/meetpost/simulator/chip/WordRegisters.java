package meetpost.simulator.chip;

import java.io.IOException;
import java.util.Locale;

/** A chip of registers of two bytes, the upper first, of which a pointer says which is read. */
abstract class WordRegisters implements I2cChip {

    private int pointer;

    @Override
    public void powerOn(long now) {
        pointer = 0;
        reset(now);
    }

    /** The pointer, or the pointer and two bytes. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        if (!exists(register)) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(Locale.ROOT, "it has no register 0x%02X", register));
        }
        pointer = register;
        if (bytes.length == 3) {
            set(register, (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF), now);
        } else if (bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("its registers have two bytes");
        }
    }

    @Override
    public byte[] read(int length, long now) throws IOException {
        int value = value(pointer, now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    /** Every register is as after power-on. */
    abstract void reset(long now);

    abstract boolean exists(int register);

    /**
     * The master has written 16 bits.
     *
     * @throws IOException if that register is read-only
     */
    abstract void set(int register, int value, long now) throws IOException;

    /** The 16 bits of a register that exists. */
    abstract int value(int register, long now) throws IOException;

    static IOException readOnly() {
        return KernelError.BROKEN_OFF.exception("that register is read-only");
    }
}
