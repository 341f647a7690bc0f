package meetpost.agent.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/**
 * What an outbox has to know of the things that it keeps. Has no state: safe for use by several
 * threads.
 */
public interface Kind<T> {

    /** What the outbox of them is called in the log: {@code outbox}. */
    String place();

    /** What one of them is called in the log: {@code reading}. */
    String name();

    /** How much room it takes in memory, in readings: at least 1. */
    int weight(T thing);

    /** Where it came from. When there is no room, the oldest of the source that has most goes. */
    String source(T thing);

    /** When it came about, by the board's calendar. */
    Instant time(T thing);

    /**
     * The same at the time that it really was.
     *
     * @param known false: nobody can tell, for the calendar was never set since
     */
    T corrected(T thing, Instant time, boolean known);

    /** The form on disk, which later versions must be able to read. */
    void write(T thing, DataOutputStream out) throws IOException;

    /**
     * Reads what {@link #write} wrote, up to the end.
     *
     * @throws IllegalArgumentException if a later version wrote it
     */
    T read(DataInputStream in) throws IOException;
}
