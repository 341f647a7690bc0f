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
    long sessionsBegun;
    int clientsMaximum;
    long queuedMessages;

    private final EnumMap<Limit, Long> reached = new EnumMap<>(Limit.class);

    /** Something was refused, dropped or closed because of this bound. */
    void reached(Limit bound) {
        reached.merge(bound, 1L, Long::sum);
    }

    /** How often, of every bound. */
    Map<Limit, Long> reached() {
        var all = new EnumMap<Limit, Long>(Limit.class);
        for (Limit bound : Limit.values()) {
            all.put(bound, reached.getOrDefault(bound, 0L));
        }
        return all;
    }
}
