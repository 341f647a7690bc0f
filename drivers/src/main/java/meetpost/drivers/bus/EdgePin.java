package meetpost.drivers.bus;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An input line that is held, of which each edge counts. For one thread. */
public interface EdgePin {

    /** The level now, asked of the kernel. */
    boolean high() throws IOException;

    /**
     * Blocks until there is an edge that was not given yet, or until {@code bound} has passed;
     * gives the oldest. Edges wait while nobody asks for them, {@value #WAITING} at most.
     */
    Optional<Edge> next(Duration bound) throws IOException, InterruptedException;

    /** How many edges wait; who comes when there are so many is lost, and said to be. */
    int WAITING = 65_536;
}
