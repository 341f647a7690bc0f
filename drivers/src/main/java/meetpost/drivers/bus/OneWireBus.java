package meetpost.drivers.bus;

import java.io.IOException;
import java.util.List;

/**
 * The 1-wire buses of a machine, one step above the wire: the kernel converts and reads, the driver
 * checks and interprets.
 */
public interface OneWireBus {

    /**
     * The ROM codes now on the bus as the kernel writes them, family first: {@code
     * 28-0316a2791cff}. An unplugged device may stay listed for a while.
     *
     * @throws BusException if there is no 1-wire bus
     */
    List<String> roms() throws IOException;

    /**
     * Has the device convert, then reads its nine bytes of scratchpad, unchecked. Blocks for the
     * conversion, up to 750 ms at 12 bits.
     *
     * @throws BusException if the device does not answer
     */
    byte[] scratchpad(String rom) throws IOException, InterruptedException;
}
