package meetpost.agent.shaping;

import java.util.List;
import meetpost.drivers.sensor.Measurement;

/**
 * Is told what sensors measured, each time: calibrated, checked and smoothed, neither thinned nor
 * rounded. Any thread, one call at a time for each sensor; must not block.
 */
public interface MeasuredListener {

    /** Nobody wants to know. */
    MeasuredListener NOBODY = (sensor, good, tick) -> {};

    /**
     * A sensor was asked.
     *
     * @param good what is to be believed; what the sensor has beside these has failed
     */
    void measured(String sensor, List<Measurement> good, long tick);
}
