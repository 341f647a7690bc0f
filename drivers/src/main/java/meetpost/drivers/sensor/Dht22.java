package meetpost.drivers.sensor;

import java.io.IOException;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.Pause;

/**
 * Aosong DHT22 (AM2302) thermometer and hygrometer on one line of its own, by the kernel's driver
 * {@code dht11}.
 *
 * <p>Range: Aosong AM2302 product manual, table 1: -40 to 80 °C, 0 to 99.9 %.
 */
public final class Dht22 implements Sensor {

    private static final double COLDEST = -40;
    private static final double WARMEST = 80;

    private final DhtOnLine dht;

    /**
     * Finds it.
     *
     * @throws IOException if the kernel has none on that line
     */
    public Dht22(KernelLine line, Pause pause) throws IOException {
        this.dht = new DhtOnLine("DHT22", line, pause, COLDEST, WARMEST);
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        return dht.sense();
    }
}
