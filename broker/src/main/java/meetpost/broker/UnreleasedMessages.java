package meetpost.broker;

import java.util.HashMap;
import java.util.Map;

/** The QoS 2 messages of one client that wait for their PUBREL, by packet identifier. */
final class UnreleasedMessages {

    private final Map<Integer, Message> messages = new HashMap<>(0);
    private long bytes;

    boolean contains(int packetId) {
        return messages.containsKey(packetId);
    }

    int size() {
        return messages.size();
    }

    /** With what the messages take of the heap. */
    long bytes() {
        return bytes;
    }

    Map<Integer, Message> all() {
        return messages;
    }

    void put(int packetId, Message message) {
        messages.put(packetId, message);
        bytes += message.cost();
    }

    /** None if it has gone before. */
    @Nullable
    Message remove(int packetId) {
        Message message = messages.remove(packetId);
        bytes -= message == null ? 0 : message.cost();
        return message;
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }
}
