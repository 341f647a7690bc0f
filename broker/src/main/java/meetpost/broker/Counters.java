package meetpost.broker;

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
    long slowClosed;
    int clientsMaximum;
}
