package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;

import com.pi4j.boardinfo.util.BoardInfoHelper;
import java.util.Set;
import meetpost.drivers.bus.BusException;

/**
 * Whether Pi4J's native libraries can be loaded here. Asked first, because a class whose library
 * failed to load stays broken for the life of the process.
 */
final class Natives {

    private static final Set<String> ARCHITECTURES = Set.of("arm", "arm64", "aarch64");

    private Natives() {}

    /**
     * For {@code what}, in the words of the error.
     *
     * @throws BusException on another processor, and on a board that Pi4J does not know unless
     *     {@code pi4j.library.path} says where the libraries are
     */
    static void check(String what) throws BusException {
        String architecture = System.getProperty("os.arch", "unknown");
        if (!ARCHITECTURES.contains(architecture)) {
            throw new BusException(
                    BUS,
                    what
                            + " is for a Raspberry Pi, and this machine is a "
                            + architecture
                            + ": meetpost simulate runs without one");
        }
        if (System.getProperty("pi4j.library.path", "").isBlank()) {
            checkBoard(what);
        }
    }

    /**
     * For {@code what}, in the words of the error.
     *
     * @throws BusException on a board that Pi4J does not know
     */
    static void checkBoard(String what) throws BusException {
        if (!BoardInfoHelper.runningOnRaspberryPi()) {
            throw new BusException(
                    BUS,
                    what
                            + ": Pi4J does not know this board, which it looks up by Revision in"
                            + " /proc/cpuinfo and by /proc/device-tree/model");
        }
    }
}
