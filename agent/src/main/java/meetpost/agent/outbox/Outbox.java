package meetpost.agent.outbox;

import java.util.Optional;

/**
 * What no broker has acknowledged yet: readings, or messages for another broker. Bounded; the
 * oldest goes first when it is full, of the source that has most, and is counted.
 *
 * <p>Things go in by any thread and never block. One other thread takes them out: {@link #next},
 * then either {@link #confirm} or {@link #giveBack} of what it was given. Several may be out at
 * once. What was not confirmed is never lost but by the bounds.
 */
public interface Outbox<T> {

    /** Keeps the thing, dropping old ones if there is no room. Does not block. */
    void add(T thing);

    /** The oldest that is not out, which then is. */
    Optional<Entry<T>> next();

    /**
     * The oldest that is not out and whose id is at least {@code from}, which then is. So what is
     * measured now overtakes what waited while the broker was away.
     */
    Optional<Entry<T>> next(long from);

    /** The id that the next one gets: every entry below it was kept before this call. */
    long mark();

    /** The broker has it: forgets it. Unknown entries (dropped meanwhile) are ignored. */
    void confirm(Entry<T> entry);

    /** The broker did not take it: it is the oldest again, at its old place. */
    void giveBack(Entry<T> entry);

    /** How many are kept, those that are out included. */
    int size();

    /** Whether none is kept; false also while it is not known yet what an earlier run left. */
    boolean isEmpty();

    /** How many were dropped since the start, for want of room or for age. */
    long dropped();

    /**
     * A thing in the outbox.
     *
     * @param id unique within the outbox; a later one has a higher one, those of earlier runs are
     *     below 0
     * @param givenBack whether it was out before and came back
     */
    record Entry<T>(long id, T thing, boolean givenBack) {}
}
