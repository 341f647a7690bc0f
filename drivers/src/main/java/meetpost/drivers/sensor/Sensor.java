package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.Optional;

/** A device that measures when asked. Used by one thread at a time. */
public interface Sensor {

    /**
     * Measures everything this device measures, now. Blocks for the conversion time, without
     * holding the bus meanwhile.
     *
     * @return a measurement or a failure for each quantity of its {@link Part}
     * @throws SensorException if the device answered, but with no measurement at all
     * @throws IOException if the bus failed
     */
    Sensed sense() throws IOException, InterruptedException;

    /**
     * What the part is where it is not what it is sold as, for people; empty: nothing tells. Known
     * once the part has answered.
     */
    default Optional<String> remark() {
        return Optional.empty();
    }
}
