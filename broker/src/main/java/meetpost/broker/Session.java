package meetpost.broker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the broker remembers of one client identifier, connected or not, whichever version of MQTT
 * it speaks: subscriptions, what waits for it, what is in flight both ways. Confined to the event
 * loop.
 */
public final class Session {

    private final String clientId;
    private final Engine engine;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>(4);
    private final WaitingQueue waiting;
    private final InflightWindow window = new InflightWindow();
    private final UnreleasedMessages held = new UnreleasedMessages();

    private @Nullable ClientLink link;
    private long expirySeconds;
    private Permissions permissions = Permissions.ALL;
    private boolean ended;
    private boolean whole = true;

    Session(String clientId, Engine engine) {
        this.clientId = clientId;
        this.engine = engine;
        this.waiting = new WaitingQueue(engine, clientId);
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

    /**
     * Whether its client takes a message of this QoS at once, with nothing before it that waits.
     */
    boolean takes(int qos) {
        ClientLink to = link;
        return to != null
                && waiting.isEmpty()
                && to.takes()
                && (qos == 0 || window.size() < to.receiveMaximum());
    }

    /** Sends a message, or queues it, or loses it where the queue is full. */
    void deliver(Message message, int qos, boolean retain, Route.Stop stop, Frames frames) {
        ClientLink to = link;
        if (ended || (qos == 0 && to == null)) {
            return;
        }
        if (qos == 0 && waiting.isEmpty() && to != null && to.takes()) {
            to.send(frames.frame(message, to.mqtt5(), 0, retain, stop.identifiers()));
            return;
        }
        var outgoing = new OutgoingMessage(message, qos, retain, stop.identifiers(), stop.share());
        if (to != null && takes(1)) {
            if (!engine.deferred().takes(this, outgoing)) {
                store(outgoing);
            }
            send(outgoing, to, frames);
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
        Frames frames = engine.frames();
        while (!waiting.isEmpty() && to.takes()) {
            OutgoingMessage next = waiting.first();
            if (next.qos() > 0 && window.size() >= to.receiveMaximum()) {
                break;
            }
            waiting.removeFirst();
            if (next.message().expired(engine.now()) || !permissions.read(next.message().topic())) {
                drop(next);
            } else if (next.qos() == 0) {
                to.send(
                        frames.frame(
                                next.message(), to.mqtt5(), 0, next.retain(), next.identifiers()));
            } else {
                send(next, to, frames);
            }
            frames.clear();
        }
        engine.retainedDelivery().resume(this);
    }

    /** Starts with a connection: what was in flight goes out again, then what waits. */
    void attach(ClientLink to) {
        link = to;
        whole = true;
        Frames frames = engine.frames();
        for (OutgoingMessage outgoing : window.inOrder()) {
            if (outgoing.released()) {
                to.release(outgoing.packetId());
            } else {
                sendAgain(outgoing, to, frames);
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
        OutgoingMessage outgoing = window.get(packetId);
        if (outgoing != null) {
            window.remove(packetId);
            done(outgoing);
            drain();
        }
    }

    /** PUBREC; false if nothing is in flight under this identifier. */
    boolean releases(int packetId) {
        OutgoingMessage outgoing = window.get(packetId);
        if (outgoing == null) {
            return false;
        }
        if (!outgoing.released()) {
            outgoing.release();
            if (outgoing.stored()) {
                engine.store().released(outgoing);
            }
        }
        return true;
    }

    @Nullable
    OutgoingMessage inflight(int packetId) {
        return window.get(packetId);
    }

    /** Of QoS 2, until their PUBREL. */
    UnreleasedMessages held() {
        return held;
    }

    /** Keeps a QoS 2 message until its PUBREL. */
    void received(int packetId, Message message) {
        held.put(packetId, message);
        if (persistent()) {
            engine.store().received(clientId, packetId, message);
        }
    }

    /** The message that PUBREL lets go; none if it has gone before. */
    @Nullable
    Message completed(int packetId) {
        Message message = held.remove(packetId);
        if (message != null && persistent()) {
            engine.store().completed(clientId, packetId);
        }
        return message;
    }

    /** In flight, then waiting. */
    List<OutgoingMessage> outgoing() {
        List<OutgoingMessage> all = window.inOrder();
        all.addAll(waiting.all());
        return all;
    }

    /** Takes what the store kept. */
    void restore(Replay.Kept kept) {
        for (OutgoingMessage outgoing : kept.outgoing.values()) {
            if (outgoing.packetId() > 0) {
                window.restore(outgoing);
            } else {
                waiting.restore(outgoing);
            }
        }
        kept.received.forEach(held::put);
        whole = kept.whole;
        window.lastId(kept.lastPacketId);
    }

    /** The packet identifier that was given last; 0 for none yet. */
    int lastPacketId() {
        return window.lastId();
    }

    /** Lets go of everything. */
    void end() {
        ended = true;
        link = null;
        engine.deferred().ended(this);
        waiting.clear();
        held.clear();
    }

    private void send(OutgoingMessage outgoing, ClientLink to, Frames frames) {
        Frame frame = frame(outgoing, to, frames);
        if (frame.size() > to.maximumPacketSize()) {
            drop(outgoing);
            return;
        }
        window.add(outgoing, to.receiveMaximum());
        if (outgoing.stored() && outgoing.qos() == 2) {
            engine.store().sent(outgoing);
        }
        to.send(frame, outgoing.packetId(), false);
    }

    /** The client may take, and read, less than it did on its last connection. */
    private void sendAgain(OutgoingMessage outgoing, ClientLink to, Frames frames) {
        Frame frame = frame(outgoing, to, frames);
        boolean readable = permissions.read(outgoing.message().topic());
        if (!readable || frame.size() > to.maximumPacketSize()) {
            window.remove(outgoing.packetId());
            drop(outgoing);
        } else {
            to.send(frame, outgoing.packetId(), true);
        }
    }

    private static Frame frame(OutgoingMessage outgoing, ClientLink to, Frames frames) {
        return frames.frame(
                outgoing.message(),
                to.mqtt5(),
                outgoing.qos(),
                outgoing.retain(),
                outgoing.identifiers());
    }

    private void drop(OutgoingMessage outgoing) {
        engine.counters().dropped++;
        if (outgoing.qos() > 0 && outgoing.packetId() == 0) {
            window.skip();
        }
        done(outgoing);
    }

    private void store(OutgoingMessage outgoing) {
        if (persistent() && outgoing.qos() > 0) {
            engine.store().queued(clientId, outgoing);
        }
    }

    private void done(OutgoingMessage outgoing) {
        if (outgoing.stored()) {
            engine.store().done(outgoing);
        } else {
            engine.deferred().settled(this, outgoing);
        }
    }
}
