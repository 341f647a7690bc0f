package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.LoadAverages;

/**
 * {@code $SYS/broker/#}: what the broker counts, retained, under the names that Mosquitto gives it
 * (mosquitto(8), "Broker Status"). Published only while somebody subscribes to it, at most every
 * ten seconds.
 */
final class SysTopics {

    static final Duration EVERY = Duration.ofSeconds(10);

    private static final String ROOT = "$SYS/broker/";

    private final Engine engine;
    private final long started;
    private final LoadAverages loads;
    private final Map<String, String> published = new HashMap<>();
    private long refreshed = Long.MIN_VALUE;

    SysTopics(Engine engine) {
        this.engine = engine;
        this.started = engine.now();
        this.loads = new LoadAverages(started);
    }

    /** Somebody is about to subscribe: the values are as of now. */
    void wanted(TopicFilter filter) {
        if (filter.text().startsWith("$SYS")) {
            refresh();
        }
    }

    /** Called every {@link #EVERY}. */
    void tick() {
        loads.update(engine.counters(), engine.now());
        if (engine.subscriptions().hasFirstLevel("$SYS")) {
            refresh();
        }
    }

    private void refresh() {
        long second = (engine.now() - started) / 1_000_000_000;
        if (second == refreshed) {
            return;
        }
        refreshed = second;
        Counters c = engine.counters();
        int sessions = engine.sessions().size();
        String version = SysTopics.class.getPackage().getImplementationVersion();
        put("version", "meetpost version " + (version == null ? "unpackaged" : version));
        put("uptime", second + " seconds");
        put("clients/total", sessions);
        put("clients/connected", c.clients);
        put("clients/active", c.clients);
        put("clients/disconnected", sessions - c.clients);
        put("clients/inactive", sessions - c.clients);
        put("clients/maximum", c.clientsMaximum);
        put("clients/expired", c.expired);
        put("messages/received", c.messagesReceived);
        put("messages/sent", c.messagesSent);
        put("messages/stored", engine.counters().queuedMessages + engine.retained().size());
        put("store/messages/count", engine.counters().queuedMessages + engine.retained().size());
        put(
                "store/messages/bytes",
                engine.shares().budget().usedFor(Use.QUEUES) + engine.retained().bytes());
        put("publish/messages/received", c.publishReceived);
        put("publish/messages/sent", c.publishSent);
        put("publish/messages/dropped", c.dropped);
        put("bytes/received", c.bytesReceived);
        put("bytes/sent", c.bytesSent);
        put("subscriptions/count", engine.subscriptions().size());
        put("storage/state", engine.store().failing() ? "failing" : "ok");
        put("storage/damaged", engine.store().damage().records());
        put("retained messages/count", engine.retained().size());
        loads.each((name, value) -> put("load/" + name, value));
        Runtime heap = Runtime.getRuntime();
        put("heap/current", heap.totalMemory() - heap.freeMemory());
        put("heap/maximum", heap.maxMemory());
        MemoryMetrics memory = MemoryMetrics.of(engine.shares().budget());
        memory.held().forEach((use, bytes) -> put("memory/held/" + use, bytes));
        memory.limits().forEach((quota, bytes) -> put("memory/limit/" + quota, bytes));
    }

    private void put(String name, long value) {
        put(name, Long.toString(value));
    }

    /** What has not changed is not published again. */
    private void put(String name, String value) {
        if (!value.equals(published.put(name, value))) {
            engine.router()
                    .publishOwn(
                            new Message(new Topic(ROOT + name), value.getBytes(UTF_8), 0, true),
                            engine.shares().own());
        }
    }
}
