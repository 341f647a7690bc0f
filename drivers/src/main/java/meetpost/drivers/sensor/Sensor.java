package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.List;

/** A device that measures when asked. Used by one thread at a time. */
public interface Sensor {

    /**
     * Measures everything this device measures, now. Blocks for the conversion time, without
     * holding the bus meanwhile.
     *
     * @return one measurement for each quantity of its {@link Part}, in that order
     * @throws SensorException if the device answered, but not with a measurement
     * @throws IOException if the bus failed
     */
    List<Measurement> sense() throws IOException, InterruptedException;
}
