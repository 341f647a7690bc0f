package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bosch BMP280 temperature and pressure sensor, by its registers.
 *
 * <p>Section and table numbers are those of the datasheet BST-BMP280-DS001, revision 1.23. The IIR
 * filter is not modelled: it only sets the resolution to 20 bits.
 */
public final class Bmp280Chip implements I2cChip {

    private static final int ID = 0xD0;
    private static final int RESET = 0xE0;
    private static final int STATUS = 0xF3;
    private static final int CTRL_MEAS = 0xF4;
    private static final int CONFIG = 0xF5;
    private static final int DATA = 0xF7;
    private static final int END_OF_DATA = 0xFC;

    private static final int CHIP_ID = 0x58;
    private static final int RESET_WORD = 0xB6;
    private static final int NO_HYGROMETER = 0;

    /** Table 2: from power-on until the first communication, and until the trimming is copied. */
    private static final long START_UP = Duration.ofMillis(2).toNanos();

    /** Table 11. */
    private static final double[] STANDBY_MILLIS = {0.5, 62.5, 125, 250, 500, 1000, 2000, 4000};

    private final Bme280Converter converter = new Bme280Converter();
    private final byte[] registers = new byte[256];
    private int pointer;
    private long poweredOn;

    /** When the measurement, or the row of measurements, began. */
    private long began;

    private Mode mode = Mode.SLEEP;
    private boolean finished;

    private enum Mode {
        SLEEP,
        FORCED,
        NORMAL
    }

    /** At 20 °C and 1013.25 hPa. */
    public Bmp280Chip() {
        temperature(Signal.constant(20));
        pressure(Signal.constant(1013.25));
    }

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal celsius) {
        converter.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in hPa. Any thread. */
    public void pressure(Signal hectopascal) {
        converter.pressure = requireNonNull(hectopascal, "hectopascal");
    }

    @Override
    public void powerOn(long now) {
        Arrays.fill(registers, (byte) 0);
        registers[ID] = (byte) CHIP_ID;
        Bme280Calibration.store(registers);
        store(Bme280Converter.Raw.NOTHING);
        poweredOn = now;
        mode = Mode.SLEEP;
        finished = true;
        pointer = 0;
    }

    /** One register address, or pairs of register address and value (section 5.2.1). */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        proceed(now);
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            set(bytes[i] & 0xFF, bytes[i + 1], now);
        }
        if (bytes.length % 2 == 1) {
            pointer = bytes[bytes.length - 1] & 0xFF;
        }
    }

    /** From the register that was addressed, onwards (section 5.2.2). */
    @Override
    public byte[] read(int length, long now) throws IOException {
        proceed(now);
        if (!exists(pointer)) {
            throw unknown(pointer);
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int register = (pointer + i) & 0xFF;
            bytes[i] = register == STATUS ? (byte) status(now) : registers[register];
        }
        return bytes;
    }

    private void set(int register, byte value, long now) throws IOException {
        switch (register) {
            case RESET -> {
                // Section 4.3.2: any other word does nothing.
                if ((value & 0xFF) == RESET_WORD) {
                    powerOn(now);
                }
            }
            case CONFIG -> registers[CONFIG] = value;
            case CTRL_MEAS -> {
                registers[CTRL_MEAS] = value;
                // Table 10: 01 and 10 are both forced.
                mode =
                        switch (value & 3) {
                            case 0 -> Mode.SLEEP;
                            case 3 -> Mode.NORMAL;
                            default -> Mode.FORCED;
                        };
                finished = mode == Mode.SLEEP;
                began = now;
            }
            default -> {
                if (!exists(register)) {
                    throw unknown(register);
                }
                throw KernelError.BROKEN_OFF.exception(
                        String.format(
                                Locale.ROOT,
                                "the BMP280's register 0x%02X is read-only",
                                register));
            }
        }
    }

    /** Lets what was measured until {@code now} arrive in the data registers. */
    private void proceed(long now) {
        long duration = converter.duration(registers[CTRL_MEAS], NO_HYGROMETER);
        if (finished || now - began < duration) {
            return;
        }
        long period = duration + standby();
        long last =
                mode == Mode.NORMAL ? began + (now - began - duration) / period * period : began;
        store(
                converter.at(
                        last,
                        registers[CTRL_MEAS],
                        NO_HYGROMETER,
                        (registers[CONFIG] & 0x1C) != 0));
        if (mode == Mode.FORCED) {
            // Section 3.6.2: then it returns to sleep mode.
            mode = Mode.SLEEP;
            finished = true;
            registers[CTRL_MEAS] = (byte) (registers[CTRL_MEAS] & ~3);
        }
    }

    private void store(Bme280Converter.Raw raw) {
        twentyBits(DATA, raw.pressure());
        twentyBits(DATA + 3, raw.temperature());
    }

    private void twentyBits(int at, int value) {
        registers[at] = (byte) (value >> 12);
        registers[at + 1] = (byte) (value >> 4);
        registers[at + 2] = (byte) (value << 4);
    }

    private int status(long now) {
        int copying = now - poweredOn < START_UP ? 0x01 : 0;
        return copying | (measuring(now) ? 0x08 : 0);
    }

    private boolean measuring(long now) {
        long duration = converter.duration(registers[CTRL_MEAS], NO_HYGROMETER);
        long since = now - began;
        return switch (mode) {
            case SLEEP -> false;
            case FORCED -> since < duration;
            case NORMAL -> since % (duration + standby()) < duration;
        };
    }

    private long standby() {
        return (long) (STANDBY_MILLIS[(registers[CONFIG] >> 5) & 7] * 1_000_000);
    }

    /** Table 18. */
    private static boolean exists(int register) {
        return (register >= 0x88 && register <= 0xA1)
                || register == ID
                || register == RESET
                || (register >= STATUS && register <= CONFIG)
                || (register >= DATA && register <= END_OF_DATA);
    }

    private static IOException unknown(int register) {
        return KernelError.BROKEN_OFF.exception(
                String.format(Locale.ROOT, "the BMP280 has no register 0x%02X", register));
    }
}
