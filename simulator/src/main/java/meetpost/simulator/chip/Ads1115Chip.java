package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texas Instruments ADS1115 analog-to-digital converter, by its registers.
 *
 * <p>Section numbers are those of the datasheet SBAS444D. The comparator and its pin are not
 * modelled.
 */
public final class Ads1115Chip implements I2cChip {

    private static final int PINS = 4;
    private static final int CONVERSION = 0;
    private static final int CONFIG = 1;
    private static final int LO_THRESH = 2;
    private static final int HI_THRESH = 3;

    /** Section 9.6.3: AIN0 against AIN1, ±2.048 V, powered down, 128 a second. */
    private static final int CONFIG_AT_RESET = 0x8583;

    private static final int NOT_CONVERTING = 0x8000;
    private static final int POWER_DOWN = 0x0100;

    /** PGA: full scale in volts; the last three are the same. */
    private static final double[] FULL_SCALE = {
        6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256
    };

    /** DR: conversions a second. */
    private static final List<Integer> RATES = List.of(8, 16, 32, 64, 128, 250, 475, 860);

    /** MUX: the positive pin, then the negative one; 4 is ground. */
    private static final int[][] MUX = {
        {0, 1}, {0, 3}, {1, 3}, {2, 3}, {0, 4}, {1, 4}, {2, 4}, {3, 4}
    };

    private final List<Integer> rates;
    private final int unused;
    private final Signal[] volts = new Signal[PINS];
    private int pointer;
    private int config;
    private int low;
    private int high;

    /** When the conversion began that runs, or ran last. */
    private long began;

    private boolean converting;

    /** What the conversion register holds until that one is complete. */
    private int held;

    /** With nothing on its inputs but ground. */
    public Ads1115Chip() {
        this(RATES, 0);
    }

    /**
     * One like it.
     *
     * @param rates by DR, in conversions a second
     * @param unused so many of the lowest bits of a conversion read 0
     */
    Ads1115Chip(List<Integer> rates, int unused) {
        this.rates = List.copyOf(rates);
        this.unused = unused;
        Arrays.fill(volts, Signal.constant(0));
    }

    /** From now on there are so many volts between that pin, 0 to 3, and ground. Any thread. */
    public synchronized void input(int pin, Signal signal) {
        volts[pin] = requireNonNull(signal, "signal");
    }

    @Override
    public synchronized void powerOn(long now) {
        pointer = CONVERSION;
        config = CONFIG_AT_RESET;
        low = 0x8000;
        high = 0x7FFF;
        held = 0;
        converting = false;
    }

    /** The pointer, then both bytes of a register. */
    @Override
    public synchronized void write(byte[] bytes, long now) throws IOException {
        int register = bytes[0] & 0xFF;
        if (register > HI_THRESH) {
            throw KernelError.BROKEN_OFF.exception(
                    String.format(
                            Locale.ROOT, "the ADS1115 has registers 0 to 3, not 0x%02X", register));
        }
        pointer = register;
        if (bytes.length < 3) {
            return;
        }
        int value = (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF);
        switch (register) {
            case CONFIG -> configure(value, now);
            case LO_THRESH -> low = value;
            case HI_THRESH -> high = value;
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            "the ADS1115's conversion register is read-only");
        }
    }

    /** The register that the pointer is at, over and over. */
    @Override
    public synchronized byte[] read(int length, long now) {
        int value =
                switch (pointer) {
                    case CONVERSION -> conversion(now);
                    case CONFIG -> config | (isConverting(now) ? 0 : NOT_CONVERTING);
                    case LO_THRESH -> low;
                    default -> high;
                };
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    /** Section 9.4.2: OS begins a conversion in power-down state only. */
    private void configure(int value, long now) {
        held = conversion(now);
        boolean busy = isConverting(now);
        boolean continuous = (value & POWER_DOWN) == 0;
        config = value & ~NOT_CONVERTING;
        if (continuous || (!busy && (value & NOT_CONVERTING) != 0)) {
            began = now;
            converting = true;
        } else if (!busy) {
            converting = false;
        }
    }

    /** Section 9.3.6: in one period of the data rate. */
    private long period() {
        return 1_000_000_000L / rates.get(config >> 5 & 7);
    }

    private boolean isConverting(long now) {
        return converting && ((config & POWER_DOWN) == 0 || now - began < period());
    }

    private int conversion(long now) {
        long complete = converting ? (now - began) / period() : 0;
        if (complete == 0) {
            return held;
        }
        boolean continuous = (config & POWER_DOWN) == 0;
        return code(began + (continuous ? complete : 1) * period());
    }

    /** Section 9.5.4: binary two's complement, which ends at full scale. */
    private int code(long instant) {
        int[] pins = MUX[config >> 12 & 7];
        double difference = at(pins[0], instant) - at(pins[1], instant);
        double codes = difference / FULL_SCALE[config >> 9 & 7] * (0x8000 >> unused);
        long ends = 0x8000 >> unused;
        return (int) (Math.max(-ends, Math.min(ends - 1, Math.round(codes))) << unused) & 0xFFFF;
    }

    private double at(int pin, long instant) {
        return pin == PINS ? 0 : volts[pin].at(instant);
    }
}
