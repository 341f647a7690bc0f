package meetpost.broker.session;

import java.util.List;
import meetpost.broker.budget.Holding;
import meetpost.broker.message.Message;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.packet.Frames;
import meetpost.broker.routing.Route;
import meetpost.broker.storage.SessionState;

/**
 * What goes out to the client of one session: sent at once where it takes that, else queued; in
 * flight until it is acknowledged.
 */
final class Delivery {

    private final SessionContext context;
    private final Session session;
    private final WaitingQueue waiting;
    private final Inflight inflight;

    Delivery(SessionContext context, Session session, Holding holding) {
        this.context = context;
        this.session = session;
        this.inflight = new Inflight(context, session, holding);
        this.waiting = new WaitingQueue(context, session.clientId(), inflight, holding);
    }

    /** What cannot be sent at once. */
    WaitingQueue waiting() {
        return waiting;
    }

    /** Under way to the client. */
    Inflight inflight() {
        return inflight;
    }

    /** In flight, then waiting. */
    List<OutgoingMessage> all() {
        List<OutgoingMessage> all = inflight.inOrder();
        all.addAll(waiting.all());
        return all;
    }

    /** Whether a client takes a message of this QoS at once, with none before it that waits. */
    boolean takes(ClientLink to, int qos) {
        return waiting.isEmpty()
                && to.takes()
                && (qos == 0 || inflight.size() < to.receiveMaximum());
    }

    /** To a client that is connected: sends a message, or queues it, or loses it. */
    void deliver(
            ClientLink to, Message message, int qos, boolean retain, Route.Stop by, Frames frames) {
        boolean takes = takes(to, qos) && to.reserves(message.cost());
        if (qos == 0 && takes) {
            to.send(frames.frame(message, to.mqtt5(), 0, retain, by.identifiers()));
            return;
        }
        var outgoing = new OutgoingMessage(message, qos, retain, by.identifiers(), by.share());
        if (takes && inflight.takes(message)) {
            if (!context.deferred().takes(session, outgoing)) {
                store(outgoing);
            }
            inflight.send(outgoing, to, frames);
        } else {
            queue(outgoing);
        }
    }

    /** To a client that is away, QoS 1 or 2: queues a message, or loses it. */
    void keep(Message message, int qos, boolean retain, Route.Stop by) {
        queue(new OutgoingMessage(message, qos, retain, by.identifiers(), by.share()));
    }

    private void queue(OutgoingMessage outgoing) {
        if (waiting.add(outgoing)) {
            store(outgoing);
        }
    }

    private void store(OutgoingMessage outgoing) {
        if (session.persistent() && outgoing.qos() > 0) {
            context.store().queued(session.clientId(), outgoing);
        }
    }

    /** With a new connection: what was in flight goes out again. */
    void resume(ClientLink to) {
        Frames frames = context.framesOfNow();
        for (OutgoingMessage outgoing : inflight.inOrder()) {
            if (outgoing.released()) {
                to.release(outgoing.packetId());
            } else {
                inflight.sendAgain(outgoing, to, frames);
                frames.clear();
            }
        }
    }

    /** Sends what waits, as far as the client and its connection take it. */
    void drain(ClientLink to) {
        // Most who acknowledge have nothing that waits: the clock is read for those who have.
        if (!waiting.isEmpty()) {
            drain(to, context.framesOfNow());
        }
        context.retained().resume(session);
    }

    private void drain(ClientLink to, Frames frames) {
        while (!waiting.isEmpty() && to.takes()) {
            OutgoingMessage next = waiting.first();
            boolean full = next.qos() > 0 && inflight.size() >= to.receiveMaximum();
            if (full || !to.reserves(next.message().cost())) {
                break;
            }
            Message message = next.message();
            waiting.removeFirst();
            if (message.expired(context.now()) || !session.permissions().read(message.topic())) {
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

    /** Takes what the store kept. */
    void restore(SessionState kept) {
        for (OutgoingMessage outgoing : kept.outgoing()) {
            if (outgoing.packetId() > 0) {
                inflight.restore(outgoing);
            } else {
                waiting.restore(outgoing);
            }
        }
        inflight.lastPacketId(kept.lastPacketId());
    }

    /** Lets go of everything. */
    void end() {
        waiting.clear();
        inflight.end();
    }
}
