package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many there are, and how they are called: as settings with {@code topic-prefix} would call
 * them. Every sensor is a pulse counter, every device has a relay.
 *
 * @param run tells this run's topics from those of another
 * @param every from one reading of a sensor to the next
 */
record Shape(String run, int devices, int sensors, Duration every) {

    Shape {
        requireNonNull(run, "run");
        requireNonNull(every, "every");
        if (devices < 1 || sensors < 0) {
            throw new IllegalArgumentException(devices + " devices with " + sensors + " sensors");
        }
    }

    String device(int device) {
        return String.format(Locale.ROOT, "pi-%05d", device);
    }

    /** The number of a sensor among all of the fleet. */
    int index(int device, int sensor) {
        return device * sensors + sensor;
    }

    String value(int device, int sensor) {
        return prefix(device) + "sensoren/teller-" + sensor;
    }

    String status(int device) {
        return prefix(device) + "apparaten/" + device(device) + "/status";
    }

    String relay(int device) {
        return prefix(device) + "actuatoren/relais";
    }

    String command(int device) {
        return relay(device) + "/set";
    }

    /** All that is retained of a device. */
    List<String> retained(int device) {
        List<String> topics = new ArrayList<>(List.of(status(device), relay(device)));
        for (int sensor = 0; sensor < sensors; sensor++) {
            topics.add(value(device, sensor));
        }
        return topics;
    }

    private String prefix(int device) {
        return run + "/" + device(device) + "/";
    }
}
