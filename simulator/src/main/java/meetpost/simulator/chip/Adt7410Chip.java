package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Analog Devices ADT7410 temperature sensor, by its registers.
 *
 * <p>Tables are those of its datasheet, revision C. The limits are kept and not compared.
 */
public final class Adt7410Chip implements I2cChip {

    private static final int STATUS = 0x02;
    private static final int CONFIGURATION = 0x03;
    private static final int ID = 0x0B;
    private static final int RESET = 0x2F;

    private static final int SIXTEEN_BITS = 0x80;

    /** Table 11, bits 6 and 5. */
    private static final int CONTINUOUS = 0;

    private static final int ONE_SHOT = 1;
    private static final int ONE_A_SECOND = 2;
    private static final int SHUT_DOWN = 3;

    /** Table 1: continuous and one shot, at 1 SPS, and the first one after power-up. */
    private static final long CONVERSION = Duration.ofMillis(240).toNanos();

    private static final long ONE_A_SECOND_CONVERSION = Duration.ofMillis(60).toNanos();
    private static final long FIRST_CONVERSION = Duration.ofMillis(6).toNanos();

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final byte[] registers = new byte[ID + 1];
    private volatile Signal celsius = Signal.constant(20);
    private int pointer;
    private boolean ready;
    private boolean converting;

    /** Whether nothing has been converted, nor another mode chosen, since power-up. */
    private boolean first;

    private long began;

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    /** Table 6; limits of 64, 10 and 147 °C, and a hysteresis of 5. */
    @Override
    public void powerOn(long now) {
        byte[] reset = {0, 0, 0, 0, 0x20, 0, 0x05, 0, 0x49, (byte) 0x80, 0x05, (byte) 0xCB};
        System.arraycopy(reset, 0, registers, 0, reset.length);
        pointer = 0;
        begin(now);
        first = true;
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        proceed(now);
        if (register == RESET) {
            powerOn(now);
            return;
        }
        if (register > ID) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(Locale.ROOT, "the ADT7410 has no register 0x%02X", register));
        }
        pointer = register;
        for (int i = 1; i < bytes.length; i++) {
            set(register + i - 1, bytes[i], now);
        }
    }

    private void set(int register, byte value, long now) throws IOException {
        if (register < CONFIGURATION || register >= ID) {
            throw KernelError.BROKEN_OFF.exception("that register is read-only");
        }
        registers[register] = value;
        if (register == CONFIGURATION) {
            begin(now);
        }
    }

    @Override
    public byte[] read(int length, long now) {
        proceed(now);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int register = (pointer + i) % registers.length;
            bytes[i] = registers[register];
            if (register == STATUS) {
                bytes[i] = (byte) (ready ? 0 : 0x80);
            }
            // Table 10: reading the temperature sets RDY again.
            ready &= register > 1;
        }
        return bytes;
    }

    private int mode() {
        return registers[CONFIGURATION] >> 5 & 3;
    }

    private void begin(long now) {
        began = now;
        first = false;
        ready = false;
        converting = mode() != SHUT_DOWN;
    }

    private void proceed(long now) {
        if (first && now - began >= FIRST_CONVERSION) {
            sample(began);
            first = false;
            began += FIRST_CONVERSION;
        }
        long conversion = mode() == ONE_A_SECOND ? ONE_A_SECOND_CONVERSION : CONVERSION;
        if (!converting || first || now - began < conversion) {
            return;
        }
        long period = mode() == ONE_A_SECOND ? SECOND : CONVERSION;
        boolean again = mode() == CONTINUOUS || mode() == ONE_A_SECOND;
        long last = again ? began + (now - began - conversion) / period * period : began;
        sample(last);
        began = last + period;
        if (mode() == ONE_SHOT) {
            converting = false;
            registers[CONFIGURATION] |= 0x60;
        }
    }

    private void sample(long instant) {
        int bits = (int) Math.round(celsius.at(instant) * 128);
        bits = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, bits));
        if ((registers[CONFIGURATION] & SIXTEEN_BITS) == 0) {
            // Table 5: 13 bits and three flags, none of which is set here.
            bits = (int) Math.round(celsius.at(instant) * 16) << 3;
        }
        registers[0] = (byte) (bits >> 8);
        registers[1] = (byte) bits;
        ready = true;
    }
}
