package meetpost.simulator.pi4j;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import meetpost.simulator.bus.SimulatedBus;

/** A simulated bus as Pi4J locks it, with failures in the wrapping that pi4j-plugin-linuxfs has. */
final class SimulatedI2cBus extends I2CBusBase {

    private final SimulatedBus simulated;

    SimulatedI2cBus(I2CConfig config, SimulatedBus simulated) {
        super(config);
        this.simulated = simulated;
    }

    @Override
    public <R> R execute(I2C i2c, Callable<R> action) {
        return _execute(i2c, action);
    }

    byte[] transfer(I2C i2c, byte[] out, int inLength) {
        return _execute(
                i2c,
                () -> {
                    try {
                        return simulated.transfer(i2c.device(), out, inLength);
                    } catch (IOException e) {
                        throw new Pi4JException(
                                "Failed to execute ioctl for device %s on bus %s"
                                        .formatted(i2c.device(), i2c.bus()),
                                e);
                    }
                });
    }
}
