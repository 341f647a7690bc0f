package meetpost.drivers.sensor;

@quantity-imports@
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * FILL IN: maker, part and what it is, in one sentence.
 *
 * <p>FILL IN: sections and tables are those of which datasheet, and its revision.
 */
public final class @Part@ implements Sensor {

    /** FILL IN: the register that tells this part from others, its section, and what it reads. */
    private static final int IDENTIFICATION = 0x0F;

    private static final int IDENTITY = 0x5A;

    /** FILL IN: how long a conversion takes at most, and its section. */
    private static final Duration CONVERSION_TIME = Duration.ofMillis(10);

    /** FILL IN: what a bit is worth, and its section. */
    private static final double PER_BIT = 0.1;

    /** FILL IN: the register of each value, and the ends of what the part can measure. */
    private static final List<Value> VALUES =
            List.of(
@values@);

    private record Value(Range range, int register) {}

    private final I2cDevice device;
    private final Pause pause;

    /** FILL IN: what is checked before anything is written, and what is written. */
    public @Part@(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int identity = device.readFrom(IDENTIFICATION, 1)[0] & 0xFF;
        if (identity != IDENTITY) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not a @PART@: its identification reads 0x%02X, expected 0x%02X",
                            identity,
                            IDENTITY));
        }
    }

    /** FILL IN: begin a conversion where the part needs it; refuse what is no value. */
    @Override
    public Sensed sense() throws IOException, InterruptedException {
        pause.of(CONVERSION_TIME);
        var findings = new Findings("@PART@");
        for (Value each : VALUES) {
            double value = value(each.register());
            findings.add(each.range(), () -> value);
        }
        return findings.sensed();
    }

    /** FILL IN: the formula, and its section. */
    private double value(int register) throws IOException {
        byte[] answer = device.readFrom(register, 2);
        return (short) ((answer[0] & 0xFF) << 8 | (answer[1] & 0xFF)) * PER_BIT;
    }
}
