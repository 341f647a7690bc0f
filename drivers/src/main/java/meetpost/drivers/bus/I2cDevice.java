package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Locale;

/** One address on an I2C bus. Used by one thread at a time; the bus keeps the others out. */
public final class I2cDevice {

    private final I2cBus bus;
    private final int address;

    /** For the device at the 7-bit {@code address}, 0x08 to 0x77. */
    public I2cDevice(I2cBus bus, int address) {
        if (address < 0x08 || address > 0x77) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "I2C address 0x%02X is not within 0x08 to 0x77", address));
        }
        this.bus = requireNonNull(bus, "bus");
        this.address = address;
    }

    /** Writes these bytes, each 0 to 255, as one transaction. */
    public void write(int... bytes) throws IOException {
        bus.transfer(address, bytes(bytes), 0);
    }

    /** Reads {@code length} bytes as one transaction. */
    public byte[] read(int length) throws IOException {
        return bus.transfer(address, new byte[0], length);
    }

    /** Reads {@code length} bytes from register {@code register} on, with a repeated start. */
    public byte[] readFrom(int register, int length) throws IOException {
        return bus.transfer(address, bytes(register), length);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
