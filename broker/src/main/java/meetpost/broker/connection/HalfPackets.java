package meetpost.broker.connection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of which a packet has begun to come and is not whole. Confined to the event loop.
 */
public final class HalfPackets {

    /** Whoever got nothing of it for longest first. */
    private final LinkedHashSet<Evictable> connections = new LinkedHashSet<>();

    /** Some of a packet has come. */
    void grows(Evictable one) {
        connections.remove(one);
        connections.add(one);
    }

    /** It has come as a whole, or never will. */
    void isOver(Evictable one) {
        connections.remove(one);
    }

    /** The broker stops: no half packet becomes whole. */
    public void stop() {
        List.copyOf(connections).forEach(Evictable::giveWay);
    }

    /** Whoever got nothing of its packet for longest first. */
    public Set<Evictable> all() {
        return connections;
    }
}
