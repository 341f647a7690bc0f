package meetpost.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What happens to messages and subscriptions, whoever they come from. One thread, the event loop,
 * does all of it: there are no locks.
 */
final class Engine {

    private static final int LONGEST_EVENT = 400;

    private final EventLoop loop;
    private final Limits limits;
    private final Shares shares;
    private final BrokerEvents events;
    private final Store store;
    private final Counters counters = new Counters();
    private final TopicTable topics;
    private final PacketReader reader;
    private final Logins logins;
    private final Admission admission;
    private final Sessions sessions;
    private final SubscriptionRegister register;
    private final WriteBatch round;
    private final Retained retained;
    private final Retention retention;
    private final RetainedDelivery retainedDelivery;
    private final SysTopics sysTopics;
    private final Frames frames;
    private final DeferredWrites deferred;

    private String lastDenied = "";

    Engine(
            EventLoop loop,
            BrokerSettings settings,
            BrokerEvents events,
            Store store,
            ByteBufAllocator allocator,
            LongSupplier ticks) {
        this.loop = loop;
        this.limits = settings.limits();
        this.shares = new Shares(settings);
        this.logins = new Logins(loop, events);
        this.admission = new Admission(this);
        this.events = events;
        this.store = store;
        this.topics = new TopicTable(limits.count(Limit.TOPIC_LEVELS));
        this.reader = new PacketReader(topics);
        this.frames = new Frames(allocator);
        this.sessions = new Sessions(this, loop, settings.sessions(), ticks);
        this.retained = new Retained(shares.budget(), store);
        this.retention = new Retention(this, retained);
        this.retainedDelivery = new RetainedDelivery(this, loop, retained);
        this.sysTopics = new SysTopics(this);
        this.register = new SubscriptionRegister(this, retainedDelivery, sysTopics);
        this.deferred = new DeferredWrites(this, loop);
        this.round = new WriteBatch(loop, store, frames, deferred);
        shares.budget().add(new GivingWay(this)::yields);
    }

    Limits limits() {
        return limits;
    }

    Shares shares() {
        return shares;
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

    Admission admission() {
        return admission;
    }

    Sessions sessions() {
        return sessions;
    }

    SubscriptionTree subscriptions() {
        return register.tree();
    }

    SubscriptionRegister register() {
        return register;
    }

    WriteBatch round() {
        return round;
    }

    DeferredWrites deferred() {
        return deferred;
    }

    Retained retained() {
        return retained;
    }

    Retention retention() {
        return retention;
    }

    RetainedDelivery retainedDelivery() {
        return retainedDelivery;
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

    /** Cut off where a client has put a long name or topic into it. */
    void event(String kind, Object... values) {
        String text = String.format(Locale.ROOT, kind, values);
        boolean large = text.length() > LONGEST_EVENT;
        events.event(kind, large ? text.substring(0, LONGEST_EVENT) + "…" : text);
    }

    /** A client identifier for one that has none; nobody can guess another's. */
    String newClientId() {
        return "auto-" + UUID.randomUUID();
    }

    /** Whether a client may publish this: {@link Reason#SUCCESS} or why not. */
    int permits(Message message, Session from) {
        String topic = message.topic().name();
        if ((topic.startsWith("$SYS/") && !SysTopics.isBridgeState(topic))
                || topic.startsWith("$share/")) {
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
        boolean kept = !message.retain() || retention.retain(message, from.holding().share());
        int reason = deliver(message, from);
        return kept ? reason : Reason.QUOTA_EXCEEDED;
    }

    /** Once for a topic in a row, so that a publisher that goes on does not fill the log. */
    private void denied(String topic, Session from) {
        String what = from.clientId() + " " + topic;
        if (!what.equals(lastDenied)) {
            lastDenied = what;
            event("client %s may not publish to %s", from.clientId(), topic);
        }
    }

    /** Publishes what the broker itself has to say, retained; not for ever. */
    void publishOwn(Message message) {
        if (retained.put(message, shares.own()) == null) {
            deliver(message, null);
        }
    }

    /** What a subscriber's queue has no room for is counted as its loss, no publisher's. */
    int deliver(Message message, @Nullable Session from) {
        Route route = message.topic().route(register.tree());
        if (route.leadsNowhere()) {
            return Reason.NO_MATCHING_SUBSCRIBERS;
        }
        retainedDelivery.overtake(message);
        frames.of(message, message.expires() ? now() : 0);
        for (Route.Stop stop : route.stops()) {
            Route.Stop part = stop.session() == from ? stop.echo() : stop;
            if (part != null) {
                hand(message, part);
            }
        }
        for (SharedGroup group : route.groups()) {
            hand(message, Route.stop(group.next(message)));
        }
        frames.clear();
        return Reason.SUCCESS;
    }

    private void hand(Message message, Route.Stop stop) {
        int qos = Math.min(message.qos(), stop.qos());
        boolean retain = message.retain() && stop.retainAsPublished();
        stop.session().deliver(message, qos, retain, stop, frames);
    }

    /**
     * MQTT 5 section 4.8.2: what came to a session by a shared subscription and was not
     * acknowledged at the session's end goes to others of the group, but for what is half-way of
     * QoS 2.
     */
    void passOn(Session ended) {
        for (OutgoingMessage one : ended.outgoing()) {
            TopicFilter share = one.share();
            boolean halfway = one.qos() == 2 && one.packetId() > 0;
            SharedGroup group = share == null || halfway ? null : register.tree().group(share);
            if (group != null && !one.message().expired(now())) {
                frames.of(one.message(), now());
                hand(one.message(), Route.stop(group.next(one.message())));
                frames.clear();
            }
        }
    }

    /** Ends all connections: their wills are said, persistent sessions stay as they are. */
    void stop() {
        deferred.hurry();
        round.end();
        for (Session session : List.copyOf(sessions.all())) {
            ClientLink link = session.link();
            if (link != null) {
                link.end(Reason.SERVER_SHUTTING_DOWN, "the broker stops");
            }
        }
        shares.stop();
        sessions.rest();
        round.end();
        store.close();
        logins.close();
    }
}
