package meetpost.drivers.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Texas Instruments ADS1115 analog-to-digital converter of 16 bits, with four inputs. Its datasheet
 * is SBAS444D.
 */
public final class Ads1115 implements Sensor {

    /**
     * 128 a second, up to 10 % slower (section 7.5, data rate variation), and 25 µs to wake up
     * (section 9.4.2.1).
     */
    private static final Ads1x15.Kind KIND =
            new Ads1x15.Kind("ADS1115", Duration.ofMillis(9), 0x7FFF);

    private final Ads1x15 converter;

    /**
     * Checks what can be checked before anything is written.
     *
     * @param inputs with ranges of {@link #ranges} and pairs of {@link #differences}
     */
    public Ads1115(I2cDevice device, Pause pause, List<AnalogInput> inputs) throws IOException {
        converter = new Ads1x15(KIND, device, pause, inputs);
    }

    /** For the catalog. */
    static AnalogOpener opener() {
        return Ads1x15.opener(
                (wiring, wanted) -> new Ads1115(wiring.i2c(), wiring.pause(), wanted));
    }

    /** In volts, the widest first. */
    public static List<Double> ranges() {
        return Ads1x15.ranges();
    }

    /** The pins that can be measured against each other, the positive one first. */
    public static List<List<Integer>> differences() {
        return Ads1x15.differences();
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        return converter.sense();
    }

    @Override
    public Optional<String> remark() {
        return converter.givesTwelveBits()
                ? Optional.of("gives 12 bits, not 16: an ADS1015, or sold as what it is not")
                : Optional.empty();
    }
}
