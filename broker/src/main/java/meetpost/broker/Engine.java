package meetpost.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongSupplier;
import meetpost.broker.access.Logins;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.access.Shares;
import meetpost.broker.connection.Admission;
import meetpost.broker.connection.ConnectionContext;
import meetpost.broker.connection.HalfPackets;
import meetpost.broker.message.Reason;
import meetpost.broker.message.TopicTable;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.packet.Frames;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.retained.Retained;
import meetpost.broker.retained.Retention;
import meetpost.broker.routing.RetainedDelivery;
import meetpost.broker.routing.Router;
import meetpost.broker.routing.SubscriptionRegister;
import meetpost.broker.routing.SubscriptionTree;
import meetpost.broker.session.ClientLink;
import meetpost.broker.session.DeferredWrites;
import meetpost.broker.session.Session;
import meetpost.broker.session.SessionContext;
import meetpost.broker.session.Sessions;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.storage.LargeRetained;
import meetpost.broker.storage.Store;
import meetpost.broker.storage.WriteBatch;

/**
 * The broker's parts, made and wired. One thread, the event loop, does all of it: there are no
 * locks.
 */
final class Engine {

    private final EventLoop loop;
    private final Limits limits;
    private final Shares shares;
    private final EventLog events;
    private final Store store;
    private final Counters counters = new Counters();
    private final Logins logins;
    private final Sessions sessions;
    private final SubscriptionRegister register;
    private final WriteBatch round;
    private final Retained retained;
    private final Router router;
    private final Retention retention;
    private final RetainedDelivery retainedDelivery;
    private final SysTopics sysTopics;
    private final Frames frames;
    private final DeferredWrites deferred;
    private final ConnectionContext connections;

    Engine(
            EventLoop loop,
            BrokerSettings settings,
            OwnSockets own,
            BrokerEvents events,
            Store store,
            ByteBufAllocator allocator,
            LongSupplier ticks) {
        this.loop = loop;
        this.limits = settings.limits();
        this.shares = new Shares(settings, own);
        this.logins = new Logins(loop, events);
        this.events = new EventLog(events);
        this.store = store;
        this.frames = new Frames(allocator);
        this.retained = new Retained(shares.budget(), store.large() != null, store::unretained);
        this.retention = new Retention(retained, store, counters, this.events);
        this.retainedDelivery = new RetainedDelivery(loop, retained, store, frames, this::now);
        this.sysTopics = new SysTopics(this);
        this.register =
                new SubscriptionRegister(
                        limits, counters, this.events, store, retainedDelivery, sysTopics::wanted);
        this.router =
                new Router(
                        register.tree(),
                        retention,
                        retainedDelivery,
                        frames,
                        this.events,
                        this::now);
        this.round = new WriteBatch(loop, store);
        this.deferred = new DeferredWrites(loop, store, round, this::now);
        round.add(frames::endRound);
        round.add(deferred);
        var context =
                new SessionContext(
                        limits,
                        counters,
                        this.events,
                        shares,
                        store,
                        deferred,
                        retainedDelivery,
                        frames,
                        this::now);
        this.sessions = new Sessions(context, loop, router, register, settings.sessions(), ticks);
        this.connections =
                new ConnectionContext(
                        limits,
                        counters,
                        this.events,
                        shares,
                        store,
                        new PacketReader(new TopicTable(limits.count(Limit.TOPIC_LEVELS))),
                        logins,
                        new Admission(limits, counters, this.events),
                        sessions,
                        register,
                        router,
                        round,
                        deferred,
                        new HalfPackets(),
                        new LinkedHashSet<>());
        shares.budget().add(new GivingWay(this)::yields);
    }

    /** What connections use. */
    ConnectionContext connections() {
        return connections;
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
        store.restore(new LiveState(sessions, retained, round));
        long every = SysTopics.EVERY.toSeconds();
        var unused = loop.scheduleAtFixedRate(sysTopics::tick, every, every, SECONDS);
    }

    Logins logins() {
        return logins;
    }

    Sessions sessions() {
        return sessions;
    }

    SubscriptionTree subscriptions() {
        return register.tree();
    }

    Retained retained() {
        return retained;
    }

    Retention retention() {
        return retention;
    }

    Router router() {
        return router;
    }

    /** Monotonic nanoseconds. */
    long now() {
        return System.nanoTime();
    }

    void event(String kind, Object... values) {
        events.event(kind, values);
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
        connections.halfPackets().stop();
        sessions.rest();
        round.end();
        store.close();
        logins.close();
    }

    /** What is wrong with what is kept, in words. Any thread. */
    List<String> storageTroubles() {
        List<String> troubles = new ArrayList<>();
        if (store.failing()) {
            troubles.add(
                    "sessions and retained values are kept in memory only: the disk takes nothing");
        }
        LargeRetained large = store.large();
        if (large != null) {
            large.trouble().ifPresent(troubles::add);
        }
        troubles.addAll(retention.troubles());
        store.damage().text(now()).ifPresent(troubles::add);
        return troubles;
    }
}
