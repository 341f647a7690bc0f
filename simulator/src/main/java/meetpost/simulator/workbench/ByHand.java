package meetpost.simulator.workbench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.drivers.sensor.Quantity;

/** What was set by hand, and no longer follows the scene. Safe for use by several threads. */
final class ByHand {

    private final Set<One> all = ConcurrentHashMap.newKeySet();

    private record One(String sensor, Quantity quantity) {}

    void add(String sensor, Quantity quantity) {
        all.add(new One(sensor, quantity));
    }

    void remove(String sensor, Quantity quantity) {
        all.remove(new One(sensor, quantity));
    }

    boolean has(String sensor, Quantity quantity) {
        return all.contains(new One(sensor, quantity));
    }
}
