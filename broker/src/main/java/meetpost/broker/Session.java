package meetpost.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;

/**
 * What the broker remembers of one client identifier, connected or not, whichever version of MQTT
 * it speaks: subscriptions, what waits for it, what is in flight both ways. Confined to the event
 * loop.
 */
final class Session {

    /** With its place among sessions, and what belongs to an absent one. */
    private static final int WEIGHT = 900;

    private final long number;
    private final String clientId;
    private final Engine engine;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>(4);
    private final WaitingQueue waiting;
    private final Holding holding;
    private final UnreleasedMessages held;
    private final Inflight inflight;

    private @Nullable ClientLink link;
    private long expirySeconds;
    private Permissions permissions = Permissions.ALL;
    private boolean ended;
    private boolean whole = true;

    private Session(String clientId, Engine engine, Share share) {
        this.number = ++engine.counters().sessionsBegun;
        this.clientId = clientId;
        this.engine = engine;
        this.holding = new Holding(share, this);
        this.held = new UnreleasedMessages(this, engine.store(), holding);
        this.inflight = new Inflight(engine, this, holding);
        this.waiting = new WaitingQueue(engine, this, holding);
    }

    /** A new one, if there is room for it. */
    static Session begin(String clientId, Engine engine, Share share) throws ProtocolException {
        var session = new Session(clientId, engine, share);
        if (!session.holding.take(Use.SESSIONS, session.weight())) {
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE,
                    Reason.QUOTA_EXCEEDED,
                    "there is no memory for another session");
        }
        return session;
    }

    /** One that was kept by the store, room or not. */
    static Session restored(String clientId, Engine engine, Share share) {
        var session = new Session(clientId, engine, share);
        session.holding.force(Use.SESSIONS, session.weight(), session.weight());
        return session;
    }

    /** What one without subscriptions takes of the heap. */
    private long weight() {
        return WEIGHT + 4L * clientId.length();
    }

    /** What it makes the broker hold. */
    Holding holding() {
        return holding;
    }

    /** Grows with each that begins, in this process. */
    long number() {
        return number;
    }

    String clientId() {
        return clientId;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    @Nullable
    ClientLink link() {
        return link;
    }

    /** As in MQTT 5: 0 ends with the connection, 0xFFFFFFFF never. */
    long expirySeconds() {
        return expirySeconds;
    }

    void expirySeconds(long seconds) {
        expirySeconds = seconds;
    }

    Permissions permissions() {
        return permissions;
    }

    /** What its client may do, from this connection on. */
    void permissions(Permissions granted) {
        permissions = granted;
    }

    boolean persistent() {
        return expirySeconds > 0;
    }

    /** Not if the disk lost subscriptions of it, until its client has heard that it is new. */
    boolean whole() {
        return whole;
    }

    /** What cannot be sent at once. */
    WaitingQueue waiting() {
        return waiting;
    }

    /** Whether its client takes a message of this QoS at once, with none before it that waits. */
    boolean takes(int qos) {
        ClientLink to = link;
        return to != null
                && waiting.isEmpty()
                && to.connection().takes()
                && (qos == 0 || inflight.size() < to.receiveMaximum());
    }

    /** Takes room for what its client is sent until it has read it; false if there is none. */
    boolean reserves(Message message) {
        ClientLink to = link;
        return to != null && to.connection().reserves(message.cost());
    }

    /** Sends a message, or queues it, or loses it where the queue is full. */
    void deliver(Message message, int qos, boolean retain, Route.Stop stop, Frames frames) {
        ClientLink to = link;
        if (ended || (qos == 0 && to == null)) {
            return;
        }
        boolean takes = takes(qos) && reserves(message);
        if (qos == 0 && takes && to != null) {
            to.send(frames.frame(message, to.mqtt5(), 0, retain, stop.identifiers()));
            return;
        }
        var outgoing = new OutgoingMessage(message, qos, retain, stop.identifiers(), stop.share());
        if (takes && to != null && inflight.takes(message)) {
            if (!engine.deferred().takes(this, outgoing)) {
                store(outgoing);
            }
            inflight.send(outgoing, to, frames);
        } else if (waiting.add(outgoing)) {
            store(outgoing);
        }
    }

    /** Sends what waits, as far as the client and its connection take it. */
    void drain() {
        ClientLink to = link;
        if (to == null) {
            return;
        }
        // Most who acknowledge have nothing that waits: the clock is read for those who have.
        if (!waiting.isEmpty()) {
            drain(to, engine.frames());
        }
        engine.retainedDelivery().resume(this);
    }

    private void drain(ClientLink to, Frames frames) {
        while (!waiting.isEmpty() && to.connection().takes()) {
            OutgoingMessage next = waiting.first();
            boolean full = next.qos() > 0 && inflight.size() >= to.receiveMaximum();
            if (full || !reserves(next.message())) {
                break;
            }
            Message message = next.message();
            waiting.removeFirst();
            if (message.expired(engine.now()) || !permissions.read(message.topic())) {
                inflight.lose(next);
            } else if (next.qos() == 0) {
                to.send(frames.frame(message, to.mqtt5(), 0, next.retain(), next.identifiers()));
            } else {
                inflight.departs(message);
                inflight.send(next, to, frames);
            }
            frames.clear();
        }
    }

    /** Starts with a connection: what was in flight goes out again, then what waits. */
    void attach(ClientLink to) {
        link = to;
        whole = true;
        holding.belongTo(engine.shares().of(to.owner()));
        Frames frames = engine.frames();
        for (OutgoingMessage outgoing : inflight.inOrder()) {
            if (outgoing.released()) {
                to.release(outgoing.packetId());
            } else {
                inflight.sendAgain(outgoing, to, frames);
                frames.clear();
            }
        }
        drain();
    }

    void detach() {
        link = null;
        engine.retainedDelivery().rest(this);
        engine.deferred().hurry();
    }

    /** PUBACK, or PUBCOMP, or a PUBREC that refuses. */
    void acknowledged(int packetId) {
        if (inflight.acknowledged(packetId)) {
            drain();
        }
    }

    /** Under way to its client. */
    Inflight inflight() {
        return inflight;
    }

    /** Of QoS 2, until their PUBREL. */
    UnreleasedMessages held() {
        return held;
    }

    /** In flight, then waiting. */
    List<OutgoingMessage> outgoing() {
        List<OutgoingMessage> all = inflight.inOrder();
        all.addAll(waiting.all());
        return all;
    }

    /** Takes what the store kept. */
    void restore(Replay.Kept kept) {
        for (OutgoingMessage outgoing : kept.outgoing.values()) {
            if (outgoing.packetId() > 0) {
                inflight.restore(outgoing);
            } else {
                waiting.restore(outgoing);
            }
        }
        kept.received.forEach(held::restore);
        whole = kept.whole;
        inflight.lastPacketId(kept.lastPacketId);
    }

    /** Lets go of everything. */
    void end() {
        ended = true;
        link = null;
        engine.deferred().ended(this);
        waiting.clear();
        inflight.end();
        held.clear();
        holding.end();
    }

    private void store(OutgoingMessage outgoing) {
        if (persistent() && outgoing.qos() > 0) {
            engine.store().queued(clientId, outgoing);
        }
    }
}
