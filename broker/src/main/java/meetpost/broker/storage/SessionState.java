package meetpost.broker.storage;

import java.util.Collection;
import java.util.Map;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;

/** What the store keeps of one session: as it is now, or as it was before a restart. */
public interface SessionState {

    String clientId();

    /** As in MQTT 5: 0xFFFFFFFF for ever. */
    long expirySeconds();

    SessionOwner owner();

    /** That its client is away; none while it is connected. */
    @Nullable
    Absence absence();

    /** Not if subscriptions of it were lost, until its client has heard that it is new. */
    boolean whole();

    /** The packet identifier that was given last; 0 for none yet. */
    int lastPacketId();

    Collection<StoredSubscription> storedSubscriptions();

    /** The messages of QoS 2 from its client that wait for their PUBREL, by packet identifier. */
    Map<Integer, Message> received();

    /** In flight to its client, then waiting for it. */
    Collection<OutgoingMessage> outgoing();
}
