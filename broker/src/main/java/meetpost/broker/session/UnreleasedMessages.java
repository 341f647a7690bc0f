package meetpost.broker.session;

import java.util.HashMap;
import java.util.Map;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.storage.Store;

/** The QoS 2 messages of one client that wait for their PUBREL, by packet identifier. */
public final class UnreleasedMessages {

    private final Session session;
    private final Store store;
    private final Holding holding;
    private final Map<Integer, Message> messages = new HashMap<>(0);

    UnreleasedMessages(Session session, Store store, Holding holding) {
        this.session = session;
        this.store = store;
        this.holding = holding;
    }

    public boolean contains(int packetId) {
        return messages.containsKey(packetId);
    }

    public int size() {
        return messages.size();
    }

    /** With what the messages take of the heap. */
    public long bytes() {
        return holding.held(Use.HELD);
    }

    Map<Integer, Message> all() {
        return messages;
    }

    /** Keeps a message until its PUBREL; false if there is no room for it. */
    public boolean receive(int packetId, Message message) {
        if (!holding.take(Use.HELD, message.cost())) {
            return false;
        }
        messages.put(packetId, message);
        if (session.persistent()) {
            store.received(session.clientId(), packetId, message);
        }
        return true;
    }

    /** Takes what the store kept. */
    void restore(int packetId, Message message) {
        holding.force(Use.HELD, message.cost(), message.cost());
        messages.put(packetId, message);
    }

    /** The message that PUBREL lets go; none if it has gone before. */
    @Nullable
    public Message complete(int packetId) {
        Message message = messages.remove(packetId);
        if (message != null) {
            holding.give(Use.HELD, message.cost());
            if (session.persistent()) {
                store.completed(session.clientId(), packetId);
            }
        }
        return message;
    }

    void clear() {
        messages.clear();
        holding.give(Use.HELD, holding.held(Use.HELD));
    }
}
