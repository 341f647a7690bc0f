package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

/**
 * A serial port as it is asked for.
 *
 * @param port {@code /dev/ttyUSB0}, or {@code tcp://host:port} where another machine has it
 * @param baud bits a second
 * @param sevenEven seven bits and even parity, else eight and none; one stop bit
 */
public record SerialLine(String port, int baud, boolean sevenEven) {

    /** Before the host and the port. */
    public static final String TCP = "tcp://";

    public SerialLine {
        requireNonNull(port, "port");
        if (baud < 1) {
            throw new IllegalArgumentException(baud + " baud");
        }
    }
}
