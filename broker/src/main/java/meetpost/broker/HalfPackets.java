package meetpost.broker;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of which a packet has begun to come and is not whole. Confined to the event loop.
 */
final class HalfPackets {

    /** Whoever got nothing of it for longest first. */
    private final LinkedHashSet<Connection> connections = new LinkedHashSet<>();

    /** Some of a packet has come. */
    void grows(Connection one) {
        connections.remove(one);
        connections.add(one);
    }

    /** It has come as a whole, or never will. */
    void isOver(Connection one) {
        connections.remove(one);
    }

    /** The broker stops: no half packet becomes whole. */
    void stop() {
        List.copyOf(connections).forEach(Connection::giveWay);
    }

    /** Whoever got nothing of its packet for longest first. */
    Set<Connection> all() {
        return connections;
    }
}
