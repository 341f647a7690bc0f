package meetpost.agent.counter;

import java.io.IOException;
import java.util.Optional;

/** Where the record of one counter is kept. One thread; may block for as long as a disk. */
interface CounterStore {

    /**
     * Empty: nothing was ever kept.
     *
     * @throws IOException if it cannot be read, or is damaged
     */
    Optional<CounterRecord> read() throws IOException;

    /** In the place of what was there; the old one or the new one, also after a power cut. */
    void write(CounterRecord record) throws IOException;
}
