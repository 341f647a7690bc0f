package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bosch BMP180 temperature and pressure sensor, by its registers.
 *
 * <p>Sections are those of BST-BMP180-DS000, revision 2.5. Its formulas, which the chip itself does
 * not know, are used backwards and in floating point, with the coefficients of the example of
 * section 3.5.
 */
public final class Bmp180Chip implements I2cChip {

    private static final int CTRL_MEAS = 0xF4;
    private static final int OUT = 0xF6;
    private static final int CONVERTING = 0x20;

    /** AC1 to AC6, B1, B2, MB, MC, MD. */
    private static final int[] COEFFICIENTS = {
        408, -72, -14_383, 32_741, 32_757, 23_153, 6190, 4, -32_768, -8711, 2868
    };

    /** "Control registers values", maxima, by the oversampling setting. */
    private static final double[] MILLIS = {4.5, 7.5, 13.5, 25.5};

    private final byte[] registers = new byte[256];
    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal hectopascal = Signal.constant(1013.25);
    private int pointer;
    private long began;
    private boolean converting;

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    /** From now on it measures this, in hPa. Any thread. */
    public void pressure(Signal signal) {
        hectopascal = requireNonNull(signal, "signal");
    }

    /** "Memory map". */
    @Override
    public void powerOn(long now) {
        Arrays.fill(registers, (byte) 0);
        registers[0xD0] = 0x55;
        registers[OUT] = (byte) 0x80;
        for (int i = 0; i < COEFFICIENTS.length; i++) {
            registers[0xAA + 2 * i] = (byte) (COEFFICIENTS[i] >> 8);
            registers[0xAB + 2 * i] = (byte) COEFFICIENTS[i];
        }
        pointer = 0;
        converting = false;
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        proceed(now);
        pointer = bytes[0] & 0xFF;
        if (!exists(pointer)) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(Locale.ROOT, "the BMP180 has no register 0x%02X", pointer));
        }
        if (bytes.length == 1) {
            return;
        }
        if (pointer == 0xE0) {
            if ((bytes[1] & 0xFF) == 0xB6) {
                powerOn(now);
            }
        } else if (pointer == CTRL_MEAS) {
            registers[CTRL_MEAS] = bytes[1];
            converting = (bytes[1] & CONVERTING) != 0;
            began = now;
        } else {
            throw KernelError.BROKEN_OFF.exception("that register is read-only");
        }
    }

    @Override
    public byte[] read(int length, long now) {
        proceed(now);
        return Arrays.copyOfRange(registers, pointer, pointer + length);
    }

    private void proceed(long now) {
        int control = registers[CTRL_MEAS] & 0xFF;
        int setting = control >> 6;
        boolean temperature = (control & 0x1F) == 0x0E;
        double millis = temperature ? MILLIS[0] : MILLIS[setting];
        if (!converting || now - began < Duration.ofNanos((long) (millis * 1e6)).toNanos()) {
            return;
        }
        converting = false;
        registers[CTRL_MEAS] &= ~CONVERTING;
        int raw = temperature ? temperature() << 8 : pressure(setting) << (8 - setting);
        registers[OUT] = (byte) (raw >> 16);
        registers[OUT + 1] = (byte) (raw >> 8);
        registers[OUT + 2] = (byte) raw;
    }

    private int temperature() {
        // Below this the formula has a pole, colder than any part is.
        int coldest = 22_000;
        double wanted = celsius.at(began);
        return coldest + Inverse.of(raw -> b5(coldest + raw) / 160, wanted, 0xFFFF - coldest);
    }

    private int pressure(int setting) {
        double b5 = b5(temperature());
        return Inverse.of(
                raw -> pascal(raw, b5, setting),
                hectopascal.at(began) * 100,
                (1 << (16 + setting)) - 1);
    }

    private static double b5(int raw) {
        double x1 = (raw - COEFFICIENTS[5]) * (double) COEFFICIENTS[4] / 32_768;
        return x1 + COEFFICIENTS[9] * 2048.0 / (x1 + COEFFICIENTS[10]);
    }

    private static double pascal(int raw, double b5, int setting) {
        double b6 = b5 - 4000;
        double x3 = COEFFICIENTS[7] * b6 * b6 / 4096 / 2048 + COEFFICIENTS[1] * b6 / 2048;
        double b3 = ((COEFFICIENTS[0] * 4 + x3) * (1 << setting) + 2) / 4;
        x3 = COEFFICIENTS[2] * b6 / 8192 + COEFFICIENTS[6] * b6 * b6 / 4096 / 65_536;
        double b4 = COEFFICIENTS[3] * ((x3 + 2) / 4 + 32_768) / 32_768;
        double p = (raw - b3) * (50_000 >> setting) * 2 / b4;
        return p + (p / 256 * p / 256 * 3038 / 65_536 - 7357 * p / 65_536 + 3791) / 16;
    }

    /** "Memory map". */
    private static boolean exists(int register) {
        return (register >= 0xAA && register <= 0xBF)
                || register == 0xD0
                || register == 0xE0
                || register == CTRL_MEAS
                || (register >= OUT && register <= 0xF8);
    }
}
