package meetpost.drivers.bus;

import java.io.IOException;

/** A serial port that is open and read. For one thread. */
public interface SerialInput extends AutoCloseable {

    /**
     * Waits for about half a second for what comes.
     *
     * @return how many bytes are in {@code buffer}; 0: nothing came
     * @throws IOException if nothing will come any more
     */
    int read(byte[] buffer) throws IOException, InterruptedException;

    /** Gives the port back. A second call does nothing. */
    @Override
    void close();
}
