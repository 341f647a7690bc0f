package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import meetpost.broker.BrokerMetrics;
import meetpost.broker.MemoryMetrics;
import meetpost.broker.settings.Limit;

/**
 * Our own broker.
 *
 * @param counts empty where there is none, or it hangs
 */
record BrokerCounts(Supplier<Optional<BrokerMetrics>> counts) implements Source {

    BrokerCounts {
        requireNonNull(counts, "counts");
    }

    @Override
    public void write(Exposition text) {
        counts.get().ifPresent(now -> write(now, text));
    }

    private static void write(BrokerMetrics now, Exposition text) {
        text.gauge("meetpost_broker_connections", "Open now, with those that have not logged in.")
                .sample(now.connections())
                .counter("meetpost_broker_accepted_connections_total", "Connections accepted.")
                .sample(now.connectionsTotal())
                .counter(
                        "meetpost_broker_refused_connections_total",
                        "Connections refused by a bound, a bad CONNECT or a bad login.")
                .sample(now.connectionsRefused())
                .gauge("meetpost_broker_clients", "Clients connected now.")
                .sample(now.clients())
                .gauge("meetpost_broker_sessions", "Sessions kept now, connected or not.")
                .sample(now.sessions())
                .counter(
                        "meetpost_broker_expired_sessions_total",
                        "Sessions whose clients were away for too long.")
                .sample(now.sessionsExpired())
                .counter(
                        "meetpost_broker_evicted_sessions_total",
                        "Sessions of absent clients that had to make room for others.")
                .sample(now.sessionsEvicted())
                .gauge("meetpost_broker_subscriptions", "Of all sessions.")
                .sample(now.subscriptions())
                .gauge("meetpost_broker_retained_messages", "Kept now.")
                .sample(now.retainedMessages())
                .gauge("meetpost_broker_retained_bytes", "Of memory, for retained messages.")
                .sample(now.retainedBytes())
                .gauge(
                        "meetpost_broker_storage_failing",
                        "1 while the disk takes nothing: what is stored is in memory only.")
                .sample(now.storage().fails() ? 1 : 0)
                .counter(
                        "meetpost_broker_damaged_records_total",
                        "Of what is stored, that could not be read and are lost.")
                .sample(now.storage().damagedRecords())
                .gauge("meetpost_broker_queued_messages", "Waiting now, in all sessions.")
                .sample(now.queuedMessages())
                .gauge("meetpost_broker_queued_bytes", "Of memory, for queued messages.")
                .sample(now.queuedBytes());
        traffic(now, text);
        memory(now.memory(), text);
    }

    private static void memory(MemoryMetrics now, Exposition text) {
        text.gauge("meetpost_broker_held_bytes", "What clients make the broker hold now.");
        bytes(now.held()).forEach((use, bytes) -> text.sample(bytes, "use", use));
        text.gauge("meetpost_broker_limit_bytes", "Of what it may hold, by kind of memory.");
        bytes(now.limits()).forEach((kind, bytes) -> text.sample(bytes, "memory", kind));
        text.counter("meetpost_broker_no_room_total", "Times that there was no room.");
        new TreeMap<>(now.refused()).forEach((use, times) -> text.sample(times, "use", use));
        text.counter(
                "meetpost_broker_made_room_total",
                "Times that something of others gave way to make room.");
        new TreeMap<>(now.yielded()).forEach((use, times) -> text.sample(times, "use", use));
    }

    /** Messages are counted elsewhere. */
    private static Map<String, Long> bytes(Map<String, Long> all) {
        Map<String, Long> bytes = new TreeMap<>(all);
        bytes.remove("retained-messages");
        return bytes;
    }

    private static void traffic(BrokerMetrics now, Exposition text) {
        text.counter("meetpost_broker_packets_received_total", "Packets of all types.")
                .sample(now.packetsReceived())
                .counter("meetpost_broker_malformed_packets_total", "Each closed its connection.")
                .sample(now.malformed())
                .counter("meetpost_broker_publish_received_total", "PUBLISH packets received.")
                .sample(now.publishReceived())
                .counter("meetpost_broker_publish_sent_total", "PUBLISH packets sent.")
                .sample(now.publishSent())
                .counter(
                        "meetpost_broker_publish_dropped_total",
                        "Messages that a full queue, a slow reader or their age took.")
                .sample(now.publishDropped())
                .counter("meetpost_broker_received_bytes_total", "Bytes received from clients.")
                .sample(now.bytesReceived())
                .counter("meetpost_broker_sent_bytes_total", "Bytes sent to clients.")
                .sample(now.bytesSent());
        text.counter(
                        "meetpost_broker_hashed_passwords_total",
                        "Logins that were not remembered from one before.")
                .sample(now.passwordsHashed());
        text.counter(
                "meetpost_broker_refusals_total",
                "Times that a bound was reached: something was refused, dropped or closed.");
        for (Limit bound : Limit.values()) {
            text.sample(now.refusals().getOrDefault(bound, 0L), "bound", bound.key());
        }
        text.counter(
                "meetpost_broker_session_lost_messages_total",
                "Messages that a session's full queue had no room for; the ten that lost most.");
        new TreeMap<>(now.lostBySession())
                .forEach((client, lost) -> text.sample(lost, "client", client));
    }
}
