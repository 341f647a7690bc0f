package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bosch BME280 temperature, humidity and pressure sensor, by its registers.
 *
 * <p>Section and table numbers are those of the datasheet BST-BME280-DS002, revision 1.6. The IIR
 * filter is not modelled: it only sets the resolution to 20 bits.
 */
public final class Bme280Chip implements I2cChip {

    private static final int ID = 0xD0;
    private static final int RESET = 0xE0;
    private static final int CTRL_HUM = 0xF2;
    private static final int STATUS = 0xF3;
    private static final int CTRL_MEAS = 0xF4;
    private static final int CONFIG = 0xF5;
    private static final int DATA = 0xF7;
    private static final int END_OF_DATA = 0xFE;

    private static final int CHIP_ID = 0x60;
    private static final int RESET_WORD = 0xB6;
    private static final int MEASURING = 0x08;
    private static final int COPYING = 0x01;
    private static final int SLEEP = 0;
    private static final int NORMAL = 3;

    /** Table 1: from power-on until the first communication, and until the trimming is copied. */
    private static final long START_UP = Duration.ofMillis(2).toNanos();

    /** Table 27, with the two shortest last. */
    private static final double[] STANDBY_MILLIS = {0.5, 62.5, 125, 250, 500, 1000, 10, 20};

    private final Bme280Converter converter = new Bme280Converter();
    private final byte[] registers = new byte[256];
    private int pointer;

    /** The value of {@link #CTRL_HUM} that counts: it takes effect when CTRL_MEAS is written. */
    private int humidityOversampling;

    private long poweredOn;

    /** When the measurement, or the row of measurements, began. */
    private long began;

    private int mode;
    private boolean finished;

    /** At 20 °C, 50 % and 1013.25 hPa. */
    public Bme280Chip() {
        this(Signal.constant(20), Signal.constant(50), Signal.constant(1013.25));
    }

    /**
     * In air like that.
     *
     * @param humidity relative, in %
     * @param pressure in hPa
     */
    public Bme280Chip(Signal celsius, Signal humidity, Signal pressure) {
        temperature(celsius);
        humidity(humidity);
        pressure(pressure);
    }

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal celsius) {
        converter.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(double celsius) {
        temperature(Signal.constant(celsius));
    }

    /** From now on it measures this, in % relative humidity. Any thread. */
    public void humidity(Signal percent) {
        converter.humidity = requireNonNull(percent, "percent");
    }

    /** From now on it measures this, in % relative humidity. Any thread. */
    public void humidity(double percent) {
        humidity(Signal.constant(percent));
    }

    /** From now on it measures this, in hPa. Any thread. */
    public void pressure(Signal hectopascal) {
        converter.pressure = requireNonNull(hectopascal, "hectopascal");
    }

    /** From now on it measures this, in hPa. Any thread. */
    public void pressure(double hectopascal) {
        pressure(Signal.constant(hectopascal));
    }

    @Override
    public void powerOn(long now) {
        Arrays.fill(registers, (byte) 0);
        registers[ID] = (byte) CHIP_ID;
        Bme280Calibration.store(registers);
        Bme280Converter.Raw.NOTHING.store(registers, DATA);
        poweredOn = now;
        humidityOversampling = 0;
        mode = SLEEP;
        finished = true;
        pointer = 0;
    }

    /** One register address, or pairs of register address and value (section 6.2.1). */
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

    /** From the register that was addressed, onwards (section 6.2.2). */
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
                if ((value & 0xFF) == RESET_WORD) {
                    powerOn(now);
                }
            }
            case CTRL_HUM -> registers[CTRL_HUM] = (byte) (value & 0x07);
            case CONFIG -> registers[CONFIG] = (byte) (value & 0xFD);
            case CTRL_MEAS -> control(value, now);
            default -> {
                if (!exists(register)) {
                    throw unknown(register);
                }
                throw KernelError.BROKEN_OFF.exception(
                        String.format(
                                Locale.ROOT,
                                "the BME280's register 0x%02X is read-only",
                                register));
            }
        }
    }

    private void control(byte value, long now) {
        registers[CTRL_MEAS] = value;
        humidityOversampling = registers[CTRL_HUM];
        mode = value & 3;
        if (mode == SLEEP) {
            finished = true;
        } else {
            began = now;
            finished = false;
        }
    }

    /** Lets what was measured until {@code now} arrive in the data registers (section 4.1). */
    private void proceed(long now) {
        long duration = converter.duration(registers[CTRL_MEAS], humidityOversampling);
        if (mode == SLEEP || finished || now - began < duration) {
            return;
        }
        long period = duration + standby();
        long last = mode == NORMAL ? began + (now - began - duration) / period * period : began;
        converter
                .at(
                        last,
                        registers[CTRL_MEAS],
                        humidityOversampling,
                        (registers[CONFIG] & 0x1C) != 0)
                .store(registers, DATA);
        if (mode != NORMAL) {
            // Section 3.3.3: a forced measurement ends in sleep mode.
            mode = SLEEP;
            finished = true;
            registers[CTRL_MEAS] = (byte) (registers[CTRL_MEAS] & ~3);
        }
    }

    private int status(long now) {
        int copying = now - poweredOn < START_UP ? COPYING : 0;
        return copying | (measuring(now) ? MEASURING : 0);
    }

    private boolean measuring(long now) {
        if (mode == SLEEP) {
            return false;
        }
        long duration = converter.duration(registers[CTRL_MEAS], humidityOversampling);
        long since = now - began;
        return mode == NORMAL ? since % (duration + standby()) < duration : since < duration;
    }

    private long standby() {
        return (long) (STANDBY_MILLIS[(registers[CONFIG] >> 5) & 7] * 1_000_000);
    }

    /** Table 18. */
    private static boolean exists(int register) {
        return (register >= 0x88 && register <= 0xA1)
                || register == ID
                || (register >= RESET && register <= 0xF0)
                || (register >= CTRL_HUM && register <= CONFIG)
                || (register >= DATA && register <= END_OF_DATA);
    }

    private static IOException unknown(int register) {
        return KernelError.BROKEN_OFF.exception(
                String.format(Locale.ROOT, "the BME280 has no register 0x%02X", register));
    }
}
