package meetpost.broker.storage;

import java.util.Collection;
import java.util.List;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;

/**
 * All that is to survive the process, for the store: it gives back what was kept, and asks for all
 * of it when it writes a snapshot. On the event loop only.
 */
public interface BrokerState {

    /** Monotonic nanoseconds. */
    long now();

    /** Something is to be committed at the end of the round. */
    void changed();

    /**
     * Processes before this one ran for so many seconds; {@code order} is {@link Absence#order} of
     * who left last.
     */
    void goOnFrom(long seconds, long order);

    /** Takes back a session, before anybody connects. */
    void restore(SessionState session);

    /** Takes back a retained message, before anybody connects. */
    void restore(Message retained);

    /** The payload of a retained message is on the disk now: it need not stay in memory. */
    void stored(Message message);

    /** How long the broker has run, in seconds, with the processes before this one. */
    long runningTime();

    boolean anybodyAway();

    /** All of them, persistent or not. */
    Collection<? extends SessionState> sessions();

    /** With those of the broker's own topics. */
    List<Message> retained();

    /** What is retained on a topic; none if nothing is. */
    @Nullable
    Message retained(String topic);
}
