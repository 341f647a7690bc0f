package meetpost.drivers.bus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The buses and lines of one machine. Nothing is opened before it is asked for; {@link #close}
 * releases all of it.
 *
 * <p>Safe for use by several threads. A bus is opened once and shared; a line can be asked for
 * once.
 */
public interface Board extends AutoCloseable {

    /** What it calls itself: {@code Raspberry Pi 4 Model B Rev 1.4}. */
    String model();

    /**
     * The bus {@code /dev/i2c-<bus>}. Each transaction takes its turn in order of arrival.
     *
     * @throws BusException if there is no such bus or we may not use it
     */
    I2cBus i2c(int bus) throws IOException;

    /** The numbers of the I2C buses that exist, lowest first, ours to open or not. */
    List<Integer> i2cBuses() throws IOException;

    /** The kernel's driver that owns this address, if one does: it answers nobody else then. */
    Optional<String> i2cDriver(int bus, int address) throws IOException;

    /** All 1-wire buses of the machine as one. Asking for it does not need one to be there. */
    OneWireBus oneWire();

    /** What the kernel measures by itself. */
    Kernel kernel();

    /** Programs that measure something; none is run where the board is not a machine's. */
    default Programs programs() {
        return Programs.NONE;
    }

    /** Serial ports; there are none where the board is not a machine's. */
    default SerialPorts serial() {
        return SerialPorts.NONE;
    }

    /**
     * Takes the line and drives it to its start level in the same request.
     *
     * @throws BusException if another program or the kernel holds the line
     */
    OutputPin output(OutputLine line) throws IOException;

    /**
     * Takes the line as an input.
     *
     * @throws BusException if another program or the kernel holds the line
     */
    InputPin input(InputLine line) throws IOException;

    /**
     * Takes the line as an input of which each edge counts.
     *
     * @throws BusException if another program or the kernel holds the line
     */
    default EdgePin edges(InputLine line) throws IOException {
        throw new BusException(
                BusException.Kind.BUS, "GPIO " + line.gpio() + ": this board tells of no edges");
    }

    /** Releases every line and bus. Blocks for at most a second; a second call does nothing. */
    @Override
    void close();
}
