package meetpost.drivers.sensor;

import java.io.IOException;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.Pause;

/**
 * Aosong DHT11 thermometer and hygrometer on one line of its own, by the kernel's driver of that
 * name.
 *
 * <p>Range: the Aosong DHT11 manual has 0 to 50 °C, newer parts -20 to 60 °C, which is believed.
 */
public final class Dht11 implements Sensor {

    private static final double COLDEST = -20;
    private static final double WARMEST = 60;

    private final DhtOnLine dht;

    /**
     * Finds it.
     *
     * @throws IOException if the kernel has none on that line
     */
    public Dht11(KernelLine line, Pause pause) throws IOException {
        this.dht = new DhtOnLine("DHT11", line, pause, COLDEST, WARMEST);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        return dht.sense();
    }
}
