package meetpost.simulator.pi4j;

import static java.util.Objects.requireNonNull;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import java.util.HashMap;
import java.util.Map;
import meetpost.simulator.bus.SimulatedBus;

/** Gives Pi4J programs the devices on simulated I2C buses. Safe for use by several threads. */
public final class SimulatedI2cProvider extends I2CProviderBase {

    /** For {@code I2CConfigBuilder.provider}. */
    public static final String ID = "simulated-i2c";

    private final Map<Integer, SimulatedBus> buses;
    private final Map<Integer, SimulatedI2cBus> opened = new HashMap<>();

    /** For these buses, by their number. */
    public SimulatedI2cProvider(Map<Integer, SimulatedBus> buses) {
        super(ID, "Meetpost simulated I2C");
        this.buses = requireNonNull(buses, "buses");
    }

    @Override
    public int getPriority() {
        return SimulatedPlatform.PRIORITY;
    }

    @Override
    public synchronized I2C create(I2CConfig config) {
        SimulatedBus bus = buses.get(config.bus());
        if (bus == null) {
            throw new Pi4JException(
                    "there is no simulated I2C bus " + config.bus() + ", only " + buses.keySet());
        }
        var i2cBus =
                opened.computeIfAbsent(config.bus(), number -> new SimulatedI2cBus(config, bus));
        var i2c = new SimulatedI2c(this, config, i2cBus);
        context.registry().add(i2c);
        return i2c;
    }
}
