package meetpost.drivers.pi4j;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;

/** What the operating system knows of I2C beside its transfers. Safe for use by several threads. */
public interface I2cTree {

    /** Every bus can be opened, and no address is taken: where there is no kernel below. */
    I2cTree FREE =
            new I2cTree() {
                @Override
                public List<Integer> buses() {
                    return List.of(1);
                }

                @Override
                public void check(int bus) {}

                @Override
                public Optional<String> driver(int bus, int address) {
                    return Optional.empty();
                }
            };

    /** The numbers of the buses that exist, lowest first. */
    List<Integer> buses() throws IOException;

    /**
     * Whether we may open the bus.
     *
     * @throws BusException if not, with what to do about it
     */
    void check(int bus) throws IOException;

    /** The kernel's driver that owns the address, if one does. */
    Optional<String> driver(int bus, int address) throws IOException;
}
