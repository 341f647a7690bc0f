package meetpost.broker;

import java.util.EnumMap;
import java.util.Map;

/** What the broker counts. Confined to the event loop; {@link BrokerMetrics} is the snapshot. */
final class Counters {
    long connectionsTotal;
    int connections;
    int clients;
    long refused;
    long messagesReceived;
    long messagesSent;
    long publishReceived;
    long publishSent;
    long dropped;
    long bytesReceived;
    long bytesSent;
    long denied;
    long expired;
    long malformed;
    int clientsMaximum;

    private final long[] reached = new long[Bound.values().length];

    /** Something was refused, dropped or closed because of this bound. */
    void reached(Bound bound) {
        reached[bound.ordinal()]++;
    }

    Map<Bound, Long> reached() {
        var all = new EnumMap<Bound, Long>(Bound.class);
        for (Bound bound : Bound.values()) {
            all.put(bound, reached[bound.ordinal()]);
        }
        return all;
    }
}
