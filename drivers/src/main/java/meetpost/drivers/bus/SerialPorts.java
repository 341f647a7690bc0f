package meetpost.drivers.bus;

import java.io.IOException;

/** Serial ports of a machine, and of others over TCP. Safe for use by several threads. */
@FunctionalInterface
public interface SerialPorts {

    /** Where there are none. */
    SerialPorts NONE =
            line -> {
                throw new BusException(
                        BusException.Kind.NO_ANSWER, "no serial port is here: " + line.port());
            };

    /**
     * Opens the port and sets it. Blocks for some seconds at most.
     *
     * @throws BusException if there is none, or we may not open it
     */
    SerialInput open(SerialLine line) throws IOException, InterruptedException;
}
