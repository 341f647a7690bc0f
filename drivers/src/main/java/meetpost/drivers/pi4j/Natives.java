package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;

import com.pi4j.boardinfo.util.BoardInfoHelper;
import java.util.Set;
import java.util.function.BooleanSupplier;
import meetpost.drivers.bus.BusException;

/**
 * Whether Pi4J's native libraries can be loaded here. Asked first, because a class whose library
 * failed to load stays broken for the life of the process.
 *
 * @param architecture as Java names it
 * @param named whether {@code pi4j.library.path} says where the libraries are
 * @param boardKnown whether Pi4J knows the board; it unpacks no library on another
 */
record Natives(String architecture, boolean named, BooleanSupplier boardKnown) {

    private static final Set<String> ARCHITECTURES = Set.of("arm", "arm64", "aarch64");

    Natives {
        requireNonNull(architecture, "architecture");
        requireNonNull(boardKnown, "boardKnown");
    }

    /** On this machine. */
    static Natives here() {
        return new Natives(
                System.getProperty("os.arch", "unknown"),
                !System.getProperty("pi4j.library.path", "").isBlank(),
                BoardInfoHelper::runningOnRaspberryPi);
    }

    /** Before the first bus is opened. */
    void checkI2c() throws BusException {
        checkArchitecture("I2C");
        if (!named) {
            checkBoard("I2C");
        }
    }

    /** Before the first line is opened: the header's chip is only looked for on a known board. */
    void checkGpio() throws BusException {
        checkArchitecture("GPIO");
        checkBoard("GPIO");
    }

    private void checkArchitecture(String what) throws BusException {
        if (!ARCHITECTURES.contains(architecture)) {
            throw new BusException(
                    BUS,
                    what
                            + " needs a Raspberry Pi, and this machine is "
                            + architecture
                            + ": meetpost simulate runs without one");
        }
    }

    private void checkBoard(String what) throws BusException {
        if (!boardKnown.getAsBoolean()) {
            throw new BusException(
                    BUS,
                    what
                            + ": Pi4J does not know this board, neither by Revision in /proc/cpuinfo"
                            + " nor by /proc/device-tree/model");
        }
    }
}
