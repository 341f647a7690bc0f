package meetpost.broker.session;

import java.util.List;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.packet.Frame;
import meetpost.broker.packet.Frames;

/**
 * Messages of QoS 1 and 2 that are under way to one client, from the first time they are sent until
 * it has acknowledged them.
 */
public final class Inflight {

    private final SessionContext context;
    private final Session session;
    private final Holding holding;
    private final InflightWindow window = new InflightWindow();

    Inflight(SessionContext context, Session session, Holding holding) {
        this.context = context;
        this.session = session;
        this.holding = holding;
    }

    int size() {
        return window.size();
    }

    @Nullable
    public OutgoingMessage get(int packetId) {
        return window.get(packetId);
    }

    /** In the order in which they were first sent. */
    List<OutgoingMessage> inOrder() {
        return window.inOrder();
    }

    /** The packet identifier that was given last; 0 for none yet. */
    int lastPacketId() {
        return window.lastId();
    }

    /** Goes on after the one that was given last before a restart, if that is known. */
    void lastPacketId(int id) {
        window.lastId(id);
    }

    /** Takes what the store kept, room or not. */
    void restore(OutgoingMessage outgoing) {
        Message message = outgoing.message();
        departs(message);
        window.restore(outgoing);
    }

    /** Takes room for one that has not waited; false if there is none. */
    boolean takes(Message message) {
        int more = message.costInAnotherFlight();
        if (!holding.take(Use.INFLIGHT, message.cost(), more)) {
            return false;
        }
        int taken = message.departed();
        if (taken != more) {
            // Somebody had it, and has just lost it to make room.
            holding.force(Use.INFLIGHT, 0, taken - more);
        }
        return true;
    }

    /** One that has waited is there already. */
    void departs(Message message) {
        holding.force(Use.INFLIGHT, message.cost(), message.departed());
    }

    /** Sends one for which there is room. */
    void send(OutgoingMessage outgoing, ClientLink to, Frames frames) {
        Frame frame = frame(outgoing, to, frames);
        if (frame.size() > to.maximumPacketSize()) {
            drop(outgoing);
            return;
        }
        window.add(outgoing, to.receiveMaximum());
        if (outgoing.stored() && outgoing.qos() == 2) {
            context.store().sent(outgoing);
        }
        to.send(frame, outgoing.packetId(), false);
    }

    /** The client may take, and read, less than it did on its last connection. */
    void sendAgain(OutgoingMessage outgoing, ClientLink to, Frames frames) {
        Frame frame = frame(outgoing, to, frames);
        boolean readable = session.permissions().read(outgoing.message().topic());
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

    /** PUBACK, or PUBCOMP, or a PUBREC that refuses; false if nothing is under way as that. */
    boolean acknowledged(int packetId) {
        OutgoingMessage outgoing = window.get(packetId);
        if (outgoing == null) {
            return false;
        }
        window.remove(packetId);
        give(outgoing.message());
        forget(outgoing);
        return true;
    }

    /** PUBREC; false if nothing is under way under this identifier. */
    public boolean releases(int packetId) {
        OutgoingMessage outgoing = window.get(packetId);
        if (outgoing == null) {
            return false;
        }
        if (!outgoing.released()) {
            give(outgoing.message());
            outgoing.release();
            Message rest = outgoing.message();
            departs(rest);
            if (outgoing.stored()) {
                context.store().released(outgoing);
            }
        }
        return true;
    }

    /** Of one for which there is room: it will never be sent, or not again. */
    private void drop(OutgoingMessage outgoing) {
        give(outgoing.message());
        lose(outgoing);
    }

    /** One that has waited will never be sent. */
    void lose(OutgoingMessage outgoing) {
        context.counters().dropped++;
        if (outgoing.qos() > 0 && outgoing.packetId() == 0) {
            window.skip();
        }
        forget(outgoing);
    }

    /** The session is at its end. */
    void end() {
        window.inOrder().forEach(outgoing -> give(outgoing.message()));
    }

    /** The store need not keep it any more. */
    void forget(OutgoingMessage outgoing) {
        if (outgoing.stored()) {
            context.store().done(outgoing);
        } else {
            context.deferred().settled(session, outgoing);
        }
    }

    private void give(Message message) {
        holding.give(Use.INFLIGHT, message.cost(), message.arrived());
    }
}
