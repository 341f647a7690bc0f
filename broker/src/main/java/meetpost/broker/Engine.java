package meetpost.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to messages and subscriptions, whoever they come from. One thread, the event loop,
 * does all of it: there are no locks.
 */
final class Engine {

    private final EventLoop loop;
    private final Limits limits;
    private final BrokerEvents events;
    private final Store store;
    private final Counters counters = new Counters();
    private final TopicTable topics;
    private final PacketReader reader;
    private final Logins logins;
    private final Sessions sessions;
    private final SubscriptionTree subscriptions = new SubscriptionTree();
    private final Retained retained;
    private final SysTopics sysTopics;
    private final Frames frames;
    private final long secret = new SecureRandom().nextLong();

    private List<Connection> touched = new ArrayList<>();
    private boolean roundPlanned;
    private long queuedBytes;
    private long queuedMessages;
    private long clientIds;
    private String lastDenied = "";

    Engine(
            EventLoop loop,
            BrokerSettings settings,
            BrokerEvents events,
            Store store,
            ByteBufAllocator allocator) {
        this.loop = loop;
        this.limits = settings.limits();
        this.logins = new Logins(settings.access(), loop, events);
        this.events = events;
        this.store = store;
        this.topics = new TopicTable(limits.topicLevels());
        this.reader = new PacketReader(topics);
        this.frames = new Frames(allocator);
        this.sessions = new Sessions(this, loop);
        this.retained = new Retained(limits.retainedMessages(), limits.retainedBytes());
        this.sysTopics = new SysTopics(this);
    }

    EventLoop loop() {
        return loop;
    }

    Limits limits() {
        return limits;
    }

    Store store() {
        return store;
    }

    Counters counters() {
        return counters;
    }

    /** Begins with what was kept, and what goes on by itself. */
    void start() {
        store.restore(this);
        long every = SysTopics.EVERY.toSeconds();
        var unused = loop.scheduleAtFixedRate(sysTopics::tick, every, every, SECONDS);
    }

    PacketReader reader() {
        return reader;
    }

    Logins logins() {
        return logins;
    }

    Sessions sessions() {
        return sessions;
    }

    SubscriptionTree subscriptions() {
        return subscriptions;
    }

    Retained retained() {
        return retained;
    }

    /** For messages that are sent one at a time; to be cleared after each. */
    Frames frames() {
        frames.now(now());
        return frames;
    }

    /** Monotonic nanoseconds. */
    long now() {
        return System.nanoTime();
    }

    void event(String text) {
        events.event(text);
    }

    /** A client identifier for one that has none; nobody can guess another's. */
    String newClientId() {
        return "auto-%016x-%d".formatted(secret, ++clientIds);
    }

    long queuedBytes() {
        return queuedBytes;
    }

    long queuedMessages() {
        return queuedMessages;
    }

    void queuedBytes(long bytes, int messages) {
        queuedBytes += bytes;
        queuedMessages += messages;
    }

    /** Whether a client may publish this: {@link Reason#SUCCESS} or why not. */
    int permits(Message message, Session from) {
        String topic = message.topic().name();
        if (topic.startsWith("$SYS/") || topic.startsWith("$share/")) {
            return Reason.NOT_AUTHORIZED;
        }
        if (!from.permissions().publish(message.topic())) {
            denied(topic, from);
            return Reason.NOT_AUTHORIZED;
        }
        return Reason.SUCCESS;
    }

    /** Retains a message if it says so, and delivers it. The reason is for an MQTT 5 PUBACK. */
    int publish(Message message, Session from) {
        int permitted = permits(message, from);
        if (permitted != Reason.SUCCESS) {
            return permitted;
        }
        if (message.retain() && !retain(message)) {
            return Reason.QUOTA_EXCEEDED;
        }
        return deliver(message, from);
    }

    /** Once for a topic in a row, so that a publisher that goes on does not fill the log. */
    private void denied(String topic, Session from) {
        counters.denied++;
        String what = from.clientId() + " " + topic;
        if (!what.equals(lastDenied)) {
            lastDenied = what;
            event("client %s may not publish to %s".formatted(from.clientId(), topic));
        }
    }

    /** Publishes what the broker itself has to say, retained; not for ever. */
    void publishOwn(Message message) {
        if (retained.put(message)) {
            deliver(message, null);
        }
    }

    private int deliver(Message message, @Nullable Session from) {
        Route route = message.topic().route(subscriptions);
        if (route.leadsNowhere()) {
            return Reason.NO_MATCHING_SUBSCRIBERS;
        }
        boolean all = true;
        frames.of(message, now());
        for (Route.Stop stop : route.stops()) {
            if (stop.local() || stop.session() != from) {
                all &= hand(message, stop);
            }
        }
        for (SharedGroup group : route.groups()) {
            all &= hand(message, Route.stop(group.next()));
        }
        frames.clear();
        return all ? Reason.SUCCESS : Reason.QUOTA_EXCEEDED;
    }

    private boolean hand(Message message, Route.Stop stop) {
        int qos = Math.min(message.qos(), stop.qos());
        boolean retain = message.retain() && stop.retainAsPublished();
        return stop.session().deliver(message, qos, retain, stop.identifiers(), frames);
    }

    private boolean retain(Message message) {
        String topic = message.topic().name();
        if (message.payload().length == 0) {
            retained.remove(topic);
            store.unretained(topic);
            return true;
        }
        if (!retained.put(message)) {
            event("topic %s is not retained: no room for another message".formatted(topic));
            return false;
        }
        store.retained(message);
        return true;
    }

    /** The granted QoS, or the reason for a refusal. */
    int subscribe(Subscription wanted) {
        Session session = wanted.session();
        String filter = wanted.filter().toString();
        Subscription before = session.subscriptions().get(filter);
        if (!session.permissions().subscribe(wanted.filter())) {
            event("client %s may not subscribe to %s".formatted(session.clientId(), filter));
            return Reason.NOT_AUTHORIZED;
        }
        if (before == null && session.subscriptions().size() >= limits.subscriptions()) {
            event(
                    "client %s has %d subscriptions, a further one is refused"
                            .formatted(session.clientId(), limits.subscriptions()));
            return Reason.QUOTA_EXCEEDED;
        }
        sysTopics.wanted(wanted.filter());
        session.subscriptions().put(filter, wanted);
        subscriptions.put(wanted, before == null);
        if (session.persistent()) {
            store.subscribed(wanted);
        }
        return wanted.qos();
    }

    /** [MQTT-3.3.1-6]: what is retained on the topics of a new subscription. */
    void sendRetained(Subscription to) {
        if (to.filter().shared()) {
            return;
        }
        Route.Stop stop = Route.stop(to);
        long now = now();
        List<String> stale = new ArrayList<>();
        retained.match(
                to.filter().text(),
                message -> {
                    if (message.expired(now)) {
                        stale.add(message.topic().name());
                    } else {
                        int qos = Math.min(message.qos(), stop.qos());
                        to.session().deliver(message, qos, true, stop.identifiers(), frames());
                        frames.clear();
                    }
                });
        stale.forEach(retained::remove);
    }

    /** The reason for an MQTT 5 UNSUBACK. */
    int unsubscribe(Session session, TopicFilter filter) {
        Subscription before = session.subscriptions().remove(filter.toString());
        if (before == null) {
            return Reason.NO_SUBSCRIPTION_EXISTED;
        }
        subscriptions.remove(before);
        if (session.persistent()) {
            store.unsubscribed(session.clientId(), filter);
        }
        return Reason.SUCCESS;
    }

    /** A session is at its end. */
    void forget(Session session) {
        session.subscriptions().values().forEach(subscriptions::remove);
        session.subscriptions().clear();
    }

    /** Counts a connection in; false if there are too many. */
    boolean accepts(InetSocketAddress from) {
        if (counters.connections >= limits.connections()) {
            counters.refused++;
            event(
                    "connection from %s refused: there are %d already"
                            .formatted(from.getAddress().getHostAddress(), counters.connections));
            return false;
        }
        counters.connections++;
        counters.connectionsTotal++;
        return true;
    }

    void closed(Connection connection) {
        counters.connections--;
    }

    /** Ends all connections: their wills are said, persistent sessions stay as they are. */
    void stop() {
        for (Session session : List.copyOf(sessions.all())) {
            Link link = session.link();
            if (link != null) {
                link.end(Reason.SERVER_SHUTTING_DOWN, "the broker stops");
            }
        }
        endOfRound();
        store.close();
        logins.close();
    }

    /** Something waits to be sent: it goes at the end of this round of the event loop. */
    void touched(Connection connection) {
        touched.add(connection);
        needRound();
    }

    /** There is something to send or to store. */
    void needRound() {
        if (!roundPlanned) {
            roundPlanned = true;
            loop.execute(this::endOfRound);
        }
    }

    /** Stores everything of this round in one go, and only then sends its acknowledgements. */
    private void endOfRound() {
        roundPlanned = false;
        List<Connection> round = touched;
        touched = new ArrayList<>();
        boolean stored = store.commit();
        for (Connection connection : round) {
            connection.flush(stored);
        }
    }

    /** A subscription as the store kept it; {@code options} as in MQTT 5. */
    void restore(Session session, String filter, int options, int identifier) {
        try {
            var subscription =
                    new Subscription(
                            session,
                            TopicFilter.of(filter, limits.topicLevels()),
                            options & 3,
                            (options & 4) != 0,
                            (options & 8) != 0,
                            options >> 4 & 3,
                            identifier);
            session.subscriptions().put(filter, subscription);
            subscriptions.put(subscription, true);
        } catch (ProtocolException e) {
            event("subscription of %s is not restored: %s".formatted(session.clientId(), e.text()));
        }
    }
}
