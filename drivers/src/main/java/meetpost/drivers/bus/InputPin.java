package meetpost.drivers.bus;

import java.io.IOException;
import java.time.Duration;

/** An input line that is held. Its changes are for one thread. */
public interface InputPin {

    /** The level now, asked of the kernel. */
    boolean high() throws IOException;

    /**
     * Blocks until an edge was seen since the last call, or until {@code bound} has passed.
     *
     * @return whether there was an edge
     */
    boolean awaitEdge(Duration bound) throws IOException, InterruptedException;
}
