package meetpost.drivers.bus;

import java.io.IOException;

/** An I2C bus as a driver sees it: whole transactions, one at a time. */
public interface I2cBus {

    /**
     * Writes {@code out} to the device at {@code address}, then reads {@code inLength} bytes from
     * it. Either part may be empty. Nothing else uses the bus between the two.
     *
     * @throws BusException if the device does not answer or the transfer fails
     */
    byte[] transfer(int address, byte[] out, int inLength) throws IOException;
}
