package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.sensor.Sensed.Failure;

/**
 * Texas Instruments ADS1115 or ADS1015 analog-to-digital converter: four inputs, or two
 * differences, one after the other, each as a single conversion. They have the same registers.
 *
 * <p>Sections are those of the ADS1115's datasheet, SBAS444D; the ADS1015's is SBAS473E, where they
 * have the same numbers less one from 9 on.
 */
final class Ads1x15 {

    private static final int CONVERSION = 0x00;
    private static final int CONFIG = 0x01;
    private static final int LO_THRESH = 0x02;
    private static final int HI_THRESH = 0x03;

    /** Section 9.6.4: after reset. There is no identification. */
    private static final int LO_THRESH_AT_RESET = 0x8000;

    private static final int HI_THRESH_AT_RESET = 0x7FFF;

    /** Section 9.6.3. OS: begins a conversion, and says that none is under way. */
    private static final int OS = 0x8000;

    private static final int MUX_SHIFT = 12;
    private static final int AGAINST_GROUND = 0b100;
    private static final int PGA_SHIFT = 9;
    private static final int SINGLE_SHOT = 0x0100;

    /** 100, as after reset: 128 a second of the ADS1115, 1600 of the ADS1015. */
    private static final int DATA_RATE = 0x0080;

    private static final int COMPARATOR_OFF = 0x0003;

    /** PGA 000 to 101, in volts. */
    private static final List<Double> RANGES = List.of(6.144, 4.096, 2.048, 1.024, 0.512, 0.256);

    /** MUX 000 to 011. */
    private static final List<List<Integer>> DIFFERENCES =
            List.of(List.of(0, 1), List.of(0, 3), List.of(1, 3), List.of(2, 3));

    /** Of the inputs with 3.3 V. */
    private static final double USUAL_RANGE = 4.096;

    private static final int LOOKS = 3;
    private static final int CODES = 1 << 15;

    /** Section 7.1: no input may be further below ground. */
    private static final double LOWEST = -0.3;

    /** The lowest bits, which the ADS1015 never sets. */
    private static final int FINE = 0xF;

    /** Of codes that differ: by chance, one of 2^48 parts would give as many without a low bit. */
    private static final int COARSE = 12;

    private final Kind kind;
    private final I2cDevice device;
    private final Pause pause;
    private final List<AnalogInput> inputs;
    private int before;
    private int coarse;
    private boolean fine;

    /**
     * Which of the two.
     *
     * @param conversionTime at most
     * @param highest code, which says "at least"
     */
    record Kind(String name, Duration conversionTime, int highest) {}

    /**
     * Checks what can be checked before anything is written.
     *
     * @param inputs with ranges of {@link #ranges} and pairs of {@link #differences}
     */
    Ads1x15(Kind kind, I2cDevice device, Pause pause, List<AnalogInput> inputs) throws IOException {
        this.kind = kind;
        this.device = device;
        this.pause = pause;
        this.inputs = List.copyOf(inputs);
        inputs.forEach(Ads1x15::config);

        int low = word(device.readFrom(LO_THRESH, 2));
        int high = word(device.readFrom(HI_THRESH, 2));
        if (low != LO_THRESH_AT_RESET || high != HI_THRESH_AT_RESET) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an %s: its thresholds read 0x%04X and 0x%04X, expected 0x8000 and"
                                    + " 0x7FFF, as after power-up",
                            kind.name(),
                            low,
                            high));
        }
    }

    /** All four inputs unless others are wanted. */
    static AnalogOpener opener(AnalogOpener.Maker maker) {
        return new AnalogOpener(maker, AnalogInput.fourAgainstGround(USUAL_RANGE));
    }

    static List<Double> ranges() {
        return RANGES;
    }

    static List<List<Integer>> differences() {
        return DIFFERENCES;
    }

    /** One conversion of each input. */
    Sensed sense() throws IOException, InterruptedException {
        var measurements = new ArrayList<Measurement>();
        var failures = new ArrayList<Failure>();
        for (AnalogInput input : inputs) {
            try {
                measurements.add(new Measurement(input.quantity(), volts(input)));
            } catch (SensorException e) {
                failures.add(
                        new Failure(
                                input.quantity(),
                                e.kind(),
                                input.quantity() + ": " + e.getMessage()));
            }
        }
        if (measurements.isEmpty()) {
            throw new SensorException(failures.get(0).kind(), failures.get(0).message());
        }
        return new Sensed(measurements, failures);
    }

    /** Whether enough codes have come that differ, none of them with one of the lowest bits. */
    boolean givesTwelveBits() {
        return coarse >= COARSE;
    }

    /** Whether one of the lowest bits has come. */
    boolean givesSixteenBits() {
        return fine;
    }

    private double volts(AnalogInput input) throws IOException, InterruptedException {
        int config = config(input);
        device.write(CONFIG, config >> 8, config & 0xFF);
        await(config);
        int code = (short) word(device.readFrom(CONVERSION, 2));
        // Section 9.5.4: the ends of the codes say "at least" and "at most".
        if (code >= kind.highest() || code == -CODES) {
            throw new SensorException(
                    CORRUPT,
                    "beyond %s V, which its range ends at".formatted(Math.abs(input.range())));
        }
        double volts = code * input.range() / CODES;
        if (input.negative().isEmpty() && volts < LOWEST) {
            throw new SensorException(
                    CORRUPT, "%s V against ground, expected %s or more".formatted(volts, LOWEST));
        }
        fine = (code & FINE) != 0;
        coarse = fine ? 0 : code == before ? coarse : coarse + 1;
        before = code;
        return volts;
    }

    /** Until the conversion that was begun is there, and nothing but that one. */
    private void await(int config) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            pause.of(kind.conversionTime());
            int there = word(device.readFrom(CONFIG, 2));
            if (there == config) {
                return;
            }
            if ((there | OS) != config) {
                throw new SensorException(
                        CORRUPT,
                        String.format(
                                Locale.ROOT,
                                "its configuration reads 0x%04X, expected 0x%04X; does another program use it?",
                                there,
                                config));
            }
        }
        throw new SensorException(
                NOT_READY,
                "no conversion after %s times %s ms"
                        .formatted(LOOKS, kind.conversionTime().toMillis()));
    }

    private static int config(AnalogInput input) {
        int pga = RANGES.indexOf(input.range());
        int mux =
                input.negative().isEmpty()
                        ? AGAINST_GROUND | input.positive()
                        : DIFFERENCES.indexOf(
                                List.of(input.positive(), input.negative().getAsInt()));
        if (pga < 0 || mux < 0 || input.positive() < 0 || input.positive() > 3) {
            throw new IllegalArgumentException("there is no such input: " + input);
        }
        return OS | mux << MUX_SHIFT | pga << PGA_SHIFT | SINGLE_SHOT | DATA_RATE | COMPARATOR_OFF;
    }

    private static int word(byte[] answer) {
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
