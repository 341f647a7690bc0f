package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Locale;

/**
 * What the simulated INA219 and INA226 have in common: a pointer, registers of two bytes, and a
 * shunt of 0.1 Ω. The product of voltage and current is not a register here: with a calibration of
 * 0, as after a reset, the parts' own ones read 0.
 */
abstract class InaChip implements I2cChip {

    static final int CONFIGURATION = 0x00;
    static final int SHUNT_VOLTAGE = 0x01;
    static final int BUS_VOLTAGE = 0x02;
    static final int POWER = 0x03;
    static final int CURRENT = 0x04;
    static final int CALIBRATION = 0x05;

    private static final double SHUNT_OHM = 0.1;

    private volatile Signal volt = Signal.constant(12);
    private volatile Signal ampere = Signal.constant(0.5);
    private int pointer;

    /** From now on it measures this, in V. Any thread. */
    public void voltage(Signal signal) {
        volt = requireNonNull(signal, "signal");
    }

    /** From now on it measures this, in A. Any thread. */
    public void current(Signal signal) {
        ampere = requireNonNull(signal, "signal");
    }

    double volt(long instant) {
        return volt.at(instant);
    }

    double shuntVolt(long instant) {
        return ampere.at(instant) * SHUNT_OHM;
    }

    @Override
    public void powerOn(long now) {
        pointer = CONFIGURATION;
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
    public byte[] read(int length, long now) {
        int value = value(pointer, now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    abstract void reset(long now);

    abstract boolean exists(int register);

    abstract void set(int register, int value, long now) throws IOException;

    abstract int value(int register, long now);
}
