package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;

import java.io.IOException;
import java.time.Duration;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * ROHM BH1750FVI light sensor, powered down but for the measurement.
 *
 * <p>Pages are those of its "Technical Note", 2009.04 revision B. The part has no identification.
 * Where there is more light than 54612 lx it measures once more in the shortest time.
 */
public final class Bh1750 implements Sensor {

    /** Page 5. */
    private static final int POWER_ON = 0x01;

    private static final int ONE_TIME_H_RESOLUTION = 0x20;

    /** Page 11: the three upper bits and the five lower ones of the measurement time register. */
    private static final int TIME_UPPER = 0x40;

    private static final int TIME_LOWER = 0x60;

    private static final int USUAL_TIME = 69;
    private static final int SHORTEST_TIME = 31;

    /** Page 2, at the usual measurement time, maximum. */
    private static final Duration MEASUREMENT_TIME = Duration.ofMillis(180);

    /** Page 10, at the usual measurement time. */
    private static final double COUNTS_PER_LUX = 1.2;

    private static final int SATURATED = 0xFFFF;

    /** Up to one count less than saturation, in the shortest time. */
    private static final Range ILLUMINANCES = new Range(ILLUMINANCE, 0, 121_556);

    private final I2cDevice device;
    private final Pause pause;

    /** Uses the bus only to see whether anything answers. */
    public Bh1750(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        device.write(POWER_ON);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        int time = USUAL_TIME;
        int counts = measure(time);
        if (counts == 0) {
            // Dark, or it lost power after it was asked, and its register is as after a reset.
            counts = measure(time);
        } else if (counts == SATURATED) {
            time = SHORTEST_TIME;
            counts = measure(time);
        }
        double lux = counts / COUNTS_PER_LUX * USUAL_TIME / time;
        var findings = new Findings("BH1750");
        findings.add(ILLUMINANCES, () -> lux);
        return findings.sensed();
    }

    private int measure(int time) throws IOException, InterruptedException {
        device.write(POWER_ON);
        device.write(TIME_UPPER | (time >> 5));
        device.write(TIME_LOWER | (time & 0x1F));
        device.write(ONE_TIME_H_RESOLUTION);
        pause.of(MEASUREMENT_TIME.multipliedBy(time).dividedBy(USUAL_TIME));
        byte[] answer = device.read(2);
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
