package meetpost.drivers.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Texas Instruments ADS1015 analog-to-digital converter of 12 bits, with four inputs. Its datasheet
 * is SBAS473E.
 */
public final class Ads1015 implements Sensor {

    /**
     * 1600 a second, up to 10 % slower (section 7.5, data rate variation), and 25 µs to wake up
     * (section 8.4.2.1); the four lowest bits read 0 (section 8.6.2).
     */
    private static final Ads1x15.Kind KIND =
            new Ads1x15.Kind("ADS1015", Duration.ofMillis(1), 0x7FF0);

    private final Ads1x15 converter;

    /**
     * Checks what can be checked before anything is written.
     *
     * @param inputs with ranges of {@link Ads1115#ranges} and pairs of {@link Ads1115#differences}
     */
    public Ads1015(I2cDevice device, Pause pause, List<AnalogInput> inputs) throws IOException {
        converter = new Ads1x15(KIND, device, pause, inputs);
    }

    /** For the catalog. */
    static AnalogOpener opener() {
        return Ads1x15.opener(
                (wiring, wanted) -> new Ads1015(wiring.i2c(), wiring.pause(), wanted));
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        return converter.sense();
    }

    @Override
    public Optional<String> remark() {
        return converter.givesSixteenBits()
                ? Optional.of("gives 16 bits, not 12: an ADS1115")
                : Optional.empty();
    }
}
