package meetpost.broker.metrics;

import java.util.EnumMap;
import java.util.Map;
import meetpost.broker.settings.Limit;

/** What the broker counts. Confined to the event loop; {@code BrokerMetrics} is the snapshot. */
public final class Counters {
    public long connectionsTotal;
    public int connections;
    public int clients;
    public long connects;
    public long refused;
    public long messagesReceived;
    public long messagesSent;
    public long publishReceived;
    public long publishSent;
    public long dropped;
    public long bytesReceived;
    public long bytesSent;
    public long expired;
    public long evicted;
    public long malformed;
    public long sessionsBegun;
    public int clientsMaximum;
    public long queuedMessages;

    private final EnumMap<Limit, Long> reached = new EnumMap<>(Limit.class);

    /** Something was refused, dropped or closed because of this bound. */
    public void reached(Limit bound) {
        reached.merge(bound, 1L, Long::sum);
    }

    /** How often, of every bound. */
    public Map<Limit, Long> reached() {
        var all = new EnumMap<Limit, Long>(Limit.class);
        for (Limit bound : Limit.values()) {
            all.put(bound, reached.getOrDefault(bound, 0L));
        }
        return all;
    }
}
