package meetpost.broker.storage;

import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.TopicFilter;

/**
 * Where the state of persistent sessions and the retained messages outlive the process. Called on
 * the event loop only, in the order in which things happen; what lies between two commits survives
 * together or not at all.
 */
public interface Store extends AutoCloseable {

    /** Keeps nothing. */
    Store NONE = new NoStore();

    /** Gives back what was kept, before anybody connects. */
    void restore(BrokerState to);

    /**
     * A persistent session exists, and its client is connected. {@code expirySeconds} as in MQTT 5,
     * 0xFFFFFFFF for ever.
     */
    void opened(String clientId, long expirySeconds, SessionOwner owner);

    /** The client of a persistent session is away from now on. */
    void left(String clientId, Absence absence);

    /** How long the broker has run, in seconds. */
    void ran(long seconds);

    void ended(String clientId);

    void subscribed(String clientId, StoredSubscription subscription);

    void unsubscribed(String clientId, TopicFilter filter);

    /**
     * Gives a message its number without keeping it yet.
     *
     * @return false if this store keeps nothing
     */
    boolean postpones(OutgoingMessage outgoing);

    /** A message of QoS 1 or 2 is on its way to a session; gets a number if it has none. */
    void queued(String clientId, OutgoingMessage outgoing);

    /**
     * A message goes out under its packet identifier, which it then keeps through a crash: one of
     * QoS 2 at once, one of QoS 1 when the broker stops in order.
     */
    void sent(OutgoingMessage outgoing);

    /**
     * The broker stops in order, and this was the last packet identifier that a session gave: it
     * goes on from there.
     */
    void rested(String clientId, int lastPacketId);

    /** PUBREC came. */
    void released(OutgoingMessage outgoing);

    /** It was acknowledged, or dropped. */
    void done(OutgoingMessage outgoing);

    /** A QoS 2 message came in and waits for its PUBREL. */
    void received(String clientId, int packetId, Message message);

    /** PUBREL came. */
    void completed(String clientId, int packetId);

    void retained(Message message);

    /** Whether the medium takes nothing at present. Any thread. */
    boolean failing();

    void unretained(String topic);

    /** Payloads of retained messages that live on the disk; none where all stays in memory. */
    @Nullable
    LargeRetained large();

    /** A retained value that was held back for the medium's sake is written now. */
    void hurry(String topic);

    /** What could not be read. Any thread. */
    StorageDamage damage();

    /** Nothing is half told: what was reported may be written already, if there is much of it. */
    void mayWrite();

    /**
     * Makes all that was reported until now survive a crash of this process. No acknowledgement
     * leaves before it returns. What a disk does not take stays in memory, and is written when that
     * works again.
     */
    void commit();

    /** Bytes written to the medium so far. */
    long writtenBytes();

    @Override
    void close();
}
