package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Aosong AHT20 and DHT20 humidity and temperature sensor, by its commands.
 *
 * <p>Section numbers are those of the datasheet "DHT20", version 1.0 of May 2021, whose chapter 7
 * is that of the AHT20's but for the initialisation, which is the AHT20's here.
 */
public final class Aht20Chip implements I2cChip {

    private static final int INITIALISE = 0xBE;
    private static final int MEASURE = 0xAC;
    private static final int SOFT_RESET = 0xBA;

    /** Table 9: bit 7 busy, bit 3 calibrated; section 7.4 expects bit 4 with it. */
    private static final int BUSY = 0x80;

    private static final int CALIBRATED = 0x18;

    /** Section 7.4, step 3. */
    private static final long MEASUREMENT = Duration.ofMillis(80).toNanos();

    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private volatile boolean forgetful;
    private boolean calibrated;
    private long readyAt;
    private byte[] measured = new byte[5];

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    /** From now on it measures this, in % relative humidity. Any thread. */
    public void humidity(Signal signal) {
        percent = requireNonNull(signal, "signal");
    }

    /** From now on it has to be initialised after power-on, as some parts have. Any thread. */
    public void forgetful() {
        forgetful = true;
    }

    @Override
    public void powerOn(long now) {
        calibrated = !forgetful;
        readyAt = now;
        measured = new byte[5];
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        switch (bytes[0] & 0xFF) {
            case INITIALISE -> {
                expect(bytes, 0x08, 0x00);
                calibrated = true;
            }
            case MEASURE -> {
                expect(bytes, 0x33, 0x00);
                measured = measured(now);
                readyAt = now + MEASUREMENT;
            }
            case SOFT_RESET -> powerOn(now);
            default -> throw KernelError.BROKEN_OFF.exception("the AHT20 has no such command");
        }
    }

    /** The status, the five bytes of the last measurement and the checksum of all six. */
    @Override
    public byte[] read(int length, long now) {
        byte[] bytes = new byte[7];
        bytes[0] = (byte) ((now < readyAt ? BUSY : 0) | (calibrated ? CALIBRATED : 0x10));
        System.arraycopy(measured, 0, bytes, 1, measured.length);
        bytes[6] = (byte) checksum(bytes);
        return Arrays.copyOf(bytes, length);
    }

    /** Chapter 8: 20 bits each, humidity first. */
    private byte[] measured(long instant) {
        long humidity = twentyBits(percent.at(instant) / 100);
        long temperature = twentyBits((celsius.at(instant) + 50) / 200);
        long both = humidity << 20 | temperature;
        byte[] bytes = new byte[5];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (both >> (32 - 8 * i));
        }
        return bytes;
    }

    private static long twentyBits(double share) {
        return Math.max(0, Math.min(0xFFFFF, Math.round(share * 0x100000)));
    }

    /** Section 7.4: 1 + x^4 + x^5 + x^8, initially 0xFF; bit by bit. */
    private static int checksum(byte[] bytes) {
        int register = 0xFF;
        for (int bit = 0; bit < 6 * 8; bit++) {
            int in = bytes[bit / 8] >> (7 - bit % 8) & 1;
            int out = register >> 7 & 1;
            register = (register << 1 & 0xFF) ^ (in == out ? 0 : 0x31);
        }
        return register;
    }

    private static void expect(byte[] bytes, int first, int second) throws IOException {
        if (bytes.length != 3 || bytes[1] != first || bytes[2] != second) {
            throw KernelError.BROKEN_OFF.exception(
                    "the AHT20 expects two certain bytes behind this command");
        }
    }
}
