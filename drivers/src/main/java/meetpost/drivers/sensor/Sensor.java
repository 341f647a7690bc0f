package meetpost.drivers.sensor;

import java.io.IOException;

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
}
