package meetpost.broker;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Use;
import meetpost.broker.metrics.Counters;
import meetpost.broker.session.Session;
import meetpost.broker.settings.Limit;

/**
 * What a broker has counted since it started.
 *
 * @param connections open now, with those that have not sent CONNECT
 * @param connectionsTotal ever accepted
 * @param connectionsRefused by a bound, a bad CONNECT, a bad login
 * @param clients connected now
 * @param clientsMaximum at once
 * @param sessions kept now, connected or not
 * @param sessionsExpired whose clients were away for too long
 * @param sessionsEvicted that had to make room for others
 * @param subscriptions of all sessions
 * @param retainedMessages kept now
 * @param retainedBytes of them, with what they take of the heap
 * @param queuedMessages waiting now, in all sessions
 * @param queuedBytes of them, with what they take of the heap
 * @param packetsReceived of all types
 * @param publishReceived PUBLISH packets
 * @param publishSent PUBLISH packets
 * @param publishDropped messages that a full queue, a slow reader or their age took
 * @param bytesReceived payload of the transport
 * @param bytesSent payload of the transport
 * @param malformed packets that closed their connection
 * @param bytesWritten to the journal
 * @param storage how what is kept on the disk fares
 * @param passwordsHashed that were not remembered from a login before
 * @param refusals how often each bound was reached: something was refused, dropped or closed; holds
 *     every bound
 * @param lostBySession messages that the full queue of a session had no room for, by client
 *     identifier; the ten that lost most
 * @param memory what clients make the broker hold
 */
public record BrokerMetrics(
        int connections,
        long connectionsTotal,
        long connectionsRefused,
        int clients,
        int clientsMaximum,
        int sessions,
        long sessionsExpired,
        long sessionsEvicted,
        int subscriptions,
        int retainedMessages,
        long retainedBytes,
        long queuedMessages,
        long queuedBytes,
        long packetsReceived,
        long publishReceived,
        long publishSent,
        long publishDropped,
        long bytesReceived,
        long bytesSent,
        long malformed,
        long bytesWritten,
        StorageMetrics storage,
        long passwordsHashed,
        Map<Limit, Long> refusals,
        Map<String, Long> lostBySession,
        MemoryMetrics memory) {

    private static final int NAMED = 10;

    public BrokerMetrics {
        lostBySession = Map.copyOf(lostBySession);
        refusals = Map.copyOf(refusals);
    }

    static BrokerMetrics of(Engine engine) {
        Counters c = engine.counters();
        return new BrokerMetrics(
                c.connections,
                c.connectionsTotal,
                c.refused,
                c.clients,
                c.clientsMaximum,
                engine.sessions().size(),
                c.expired,
                c.evicted,
                engine.subscriptions().size(),
                engine.retained().size(),
                engine.retained().bytes(),
                engine.counters().queuedMessages,
                engine.shares().budget().usedFor(Use.QUEUES),
                c.messagesReceived,
                c.publishReceived,
                c.publishSent,
                c.dropped,
                c.bytesReceived,
                c.bytesSent,
                c.malformed,
                engine.store().writtenBytes(),
                StorageMetrics.of(engine.store()),
                engine.logins().hashed(),
                c.reached(),
                lost(engine),
                MemoryMetrics.of(engine.shares().budget()));
    }

    private static Map<String, Long> lost(Engine engine) {
        List<Session> most =
                engine.sessions().all().stream()
                        .filter(session -> session.waiting().lost() > 0)
                        .sorted(
                                Comparator.comparingLong((Session s) -> s.waiting().lost())
                                        .reversed()
                                        .thenComparing(Session::clientId))
                        .limit(NAMED)
                        .toList();
        Map<String, Long> lost = new LinkedHashMap<>();
        most.forEach(session -> lost.put(session.clientId(), session.waiting().lost()));
        return lost;
    }
}
