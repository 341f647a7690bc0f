package meetpost.broker;

import java.util.EnumMap;
import java.util.Map;

/** What the broker counts. Confined to the event loop; {@link BrokerMetrics} is the snapshot. */
final class Counters {
    long connectionsTotal;
    int connections;
    int clients;
    long connects;
    long refused;
    long messagesReceived;
    long messagesSent;
    long publishReceived;
    long publishSent;
    long dropped;
    long bytesReceived;
    long bytesSent;
    long expired;
    long evicted;
    long malformed;
    int clientsMaximum;

    private final EnumMap<Bound, Long> reached = new EnumMap<>(Bound.class);

    /** Something was refused, dropped or closed because of this bound. */
    void reached(Bound bound) {
        reached.merge(bound, 1L, Long::sum);
    }

    /** How often, of every bound. */
    Map<Bound, Long> reached() {
        var all = new EnumMap<Bound, Long>(Bound.class);
        for (Bound bound : Bound.values()) {
            all.put(bound, reached.getOrDefault(bound, 0L));
        }
        return all;
    }
}
