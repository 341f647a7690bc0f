package meetpost.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.bus.Pull;

/**
 * What opens and closes on a line that is counted.
 *
 * @param restsHigh the level between pulses
 * @param perSecond pulses, above 0
 */
public record Contact(int gpio, boolean restsHigh, double perSecond) {

    private static final double SECOND = 1e9;

    /** Water meters and rain gauges close their contacts for about as long. */
    private static final long LONGEST_PULSE = 100_000_000;

    public Contact {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + " pulses a second");
        }
    }

    /** Those of all counters, as many pulses as the scene has for each. */
    public static List<Contact> all(List<SensorSettings> sensors, Scene scene) {
        List<Contact> all = new ArrayList<>();
        for (SensorSettings sensor : sensors) {
            if (sensor.wire() instanceof Wire.Pulses wire) {
                double pulses = scene.placement(sensor.name()).pulses();
                all.add(new Contact(wire.gpio(), wire.pull() == Pull.UP, pulses));
            }
        }
        return List.copyOf(all);
    }

    /** The tick at which that pulse begins, the first of them is number 1. */
    long begin(long number) {
        return Math.round(number * SECOND / perSecond);
    }

    /** Of each pulse, in nanoseconds. */
    long length() {
        return Math.min(LONGEST_PULSE, Math.round(SECOND / perSecond / 2));
    }
}
