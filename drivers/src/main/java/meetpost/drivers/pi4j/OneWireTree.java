package meetpost.drivers.pi4j;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the kernel shows of 1-wire, file by file. Safe for use by several threads. */
public interface OneWireTree {

    /** Whether there is a bus master at all. */
    boolean present() throws IOException;

    /** The devices that the kernel lists: {@code 28-0316a2791cff}. */
    List<String> slaves() throws IOException;

    /**
     * The text of the device's {@code w1_slave}: two lines, both beginning with the nine bytes of
     * its scratchpad. Reading it has the device convert first and blocks meanwhile, up to 750 ms at
     * 12 bits. The text is empty when the device does not answer, or when none of the kernel's
     * three attempts had a right checksum (w1_therm since Linux 5.10). Empty result: the kernel
     * does not know the device.
     */
    Optional<String> w1Slave(String rom) throws IOException, InterruptedException;
}
