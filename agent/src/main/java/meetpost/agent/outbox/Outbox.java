package meetpost.agent.outbox;

import java.util.Optional;
import meetpost.agent.sampling.Sample.Reading;

/**
 * The readings that no broker has acknowledged yet. Bounded; the oldest goes first when it is full,
 * of the sensor that has most, and is counted.
 *
 * <p>Readings go in by any thread and never block. One other thread takes them out: {@link #next},
 * then either {@link #confirm} or {@link #giveBack} of what it was given. Several may be out at
 * once. What was not confirmed is never lost but by the bounds.
 */
public interface Outbox {

    /** Keeps the reading, dropping old ones if there is no room. Does not block. */
    void add(Reading reading);

    /** The oldest reading that is not out, which then is. */
    Optional<Entry> next();

    /**
     * The oldest reading that is not out and whose id is at least {@code from}, which then is. So
     * what is measured now overtakes what waited while the broker was away.
     */
    Optional<Entry> next(long from);

    /** The id that the next reading gets: every entry below it was kept before this call. */
    long mark();

    /** The broker has it: forgets it. Unknown entries (dropped meanwhile) are ignored. */
    void confirm(Entry entry);

    /** The broker did not take it: it is the oldest again, at its old place. */
    void giveBack(Entry entry);

    /** Readings kept, those that are out included. */
    int size();

    /** Readings dropped since the start, for want of room or for age. */
    long dropped();

    /**
     * A reading in the outbox.
     *
     * @param id unique within the outbox; a later reading has a higher one
     * @param givenBack whether it was out before and came back
     */
    record Entry(long id, Reading reading, boolean givenBack) {}
}
