package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;

import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cBus;

/** An I2C bus over Pi4J. Used by one thread at a time. */
final class Pi4jI2cBus implements I2cBus {

    /** Reserved by the I2C specification (UM10204 section 3.1.12), so no device has it. */
    private static final int NOBODY = 0x03;

    private final Context context;
    private final String provider;
    private final int bus;
    private final I2cTree tree;
    private final Map<Integer, I2C> devices = new HashMap<>();

    Pi4jI2cBus(Context context, String provider, int bus, I2cTree tree) {
        this.context = context;
        this.provider = provider;
        this.bus = bus;
        this.tree = tree;
    }

    @Override
    public byte[] transfer(int address, byte[] out, int inLength) throws IOException {
        if (out.length == 0 && inLength == 0) {
            throw new IllegalArgumentException("a transfer of no bytes");
        }
        I2C device = device(address);
        byte[] in = new byte[inLength];
        int count;
        try {
            count = Failures.i2c(bus, address, () -> transfer(device, out, in));
        } catch (BusException e) {
            if (e.kind() != NO_ANSWER) {
                forgetSelection(e);
            }
            throw e;
        }
        if (count != inLength) {
            throw new BusException(
                    BUS,
                    String.format(
                            Locale.ROOT,
                            "0x%02X on I2C bus %d gave %d bytes, expected %d",
                            address,
                            bus,
                            count,
                            inLength));
        }
        return in;
    }

    /** How many bytes came in. */
    private static int transfer(I2C device, byte[] out, byte[] in) {
        if (in.length == 0) {
            device.write(out, 0, out.length);
            return 0;
        }
        if (out.length == 0) {
            return device.read(in, 0, in.length);
        }
        // Pi4J's only call with a repeated start. Its offset argument is ignored in 2.8.0.
        return device.readRegister(out, in, 0, in.length);
    }

    private I2C device(int address) throws IOException {
        I2C known = devices.get(address);
        if (known != null) {
            return known;
        }
        Optional<String> driver = tree.driver(bus, address);
        if (driver.isPresent()) {
            throw new BusException(
                    BUS,
                    String.format(
                            Locale.ROOT,
                            "0x%02X on I2C bus %d belongs to the kernel's driver %s: take its overlay out of config.txt, or read hwmon or iio instead",
                            address,
                            bus,
                            driver.get()));
        }
        return open(address);
    }

    private I2C open(int address) throws IOException {
        var config =
                I2C.newConfigBuilder(context)
                        .id(String.format(Locale.ROOT, "i2c-%d-0x%02X", bus, address))
                        .bus(bus)
                        .device(address)
                        .provider(provider)
                        .build();
        I2C device = Failures.i2c(bus, address, () -> context.create(config));
        devices.put(address, device);
        return device;
    }

    /**
     * Pi4J 2.8.0 takes an address for selected even when the kernel refused to select it, and the
     * next plain write to it would reach the device before. After a failure it selects nobody,
     * which puts nothing on the wire.
     */
    private void forgetSelection(BusException cause) {
        try {
            I2C known = devices.get(NOBODY);
            I2C nobody = known == null ? open(NOBODY) : known;
            Failures.i2c(bus, NOBODY, () -> nobody.execute(() -> NOBODY));
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
