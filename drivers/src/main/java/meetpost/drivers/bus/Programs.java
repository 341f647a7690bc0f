package meetpost.drivers.bus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Programs of the machine that measure something. Safe for use by several threads. */
public interface Programs {

    /** Where none may be run. */
    Programs NONE =
            (command, timeout, most) -> {
                throw new BusException(
                        BusException.Kind.NO_ANSWER, "no program is run here: " + command.get(0));
            };

    /**
     * What the program writes to its standard output. Blocks until it has ended. Whatever it has
     * started has ended too then, unless that made itself a session of its own.
     *
     * @param command the program's absolute path, and its arguments as they are; there is no shell
     * @param timeout after which it is killed
     * @param most bytes that it may write; for more it is killed
     * @throws BusException if it may not be run, does not end in time with exit code 0, or writes
     *     too much
     */
    byte[] run(List<String> command, Duration timeout, int most)
            throws IOException, InterruptedException;
}
