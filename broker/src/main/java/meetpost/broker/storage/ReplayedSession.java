package meetpost.broker.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;

/** A session as the records of a journal tell it, in the making. */
final class ReplayedSession implements SessionState {
    final String clientId;
    final long expirySeconds;
    final Map<String, StoredSubscription> subscriptions = new LinkedHashMap<>();
    final TreeMap<Long, OutgoingMessage> outgoing = new TreeMap<>();
    final Map<Integer, Message> received = new LinkedHashMap<>();
    int lastPacketId;
    SessionOwner owner = SessionOwner.UNKNOWN;
    @Nullable Absence absence;

    /**
     * Its client was not told yet that subscriptions of it were lost before: ends when it comes.
     */
    boolean partial;

    /** Something of it is lost now: whatever its client was told later, it was not told that. */
    boolean lost;

    ReplayedSession(String clientId, long expirySeconds) {
        this.clientId = clientId;
        this.expirySeconds = expirySeconds;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public long expirySeconds() {
        return expirySeconds;
    }

    /** Of who was away, whoever it was then. */
    @Override
    public SessionOwner owner() {
        return absence == null ? owner : absence.owner();
    }

    @Override
    public @Nullable Absence absence() {
        return absence;
    }

    @Override
    public boolean whole() {
        return !partial && !lost;
    }

    @Override
    public int lastPacketId() {
        return lastPacketId;
    }

    @Override
    public Collection<StoredSubscription> storedSubscriptions() {
        return subscriptions.values();
    }

    @Override
    public Map<Integer, Message> received() {
        return received;
    }

    /** By their numbers in the store: in the order in which they came. */
    @Override
    public Collection<OutgoingMessage> outgoing() {
        return outgoing.values();
    }
}
