package meetpost.broker.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.access.Permissions;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.Frames;
import meetpost.broker.routing.Route;
import meetpost.broker.routing.Subscriber;
import meetpost.broker.routing.Subscription;
import meetpost.broker.settings.Limit;
import meetpost.broker.storage.Absence;
import meetpost.broker.storage.SessionState;
import meetpost.broker.storage.StoredSubscription;

/**
 * What the broker remembers of one client identifier, connected or not, whichever version of MQTT
 * it speaks: subscriptions, what waits for it, what is in flight both ways. Confined to the event
 * loop.
 */
public final class Session implements SessionState, Subscriber {

    /** With its place among sessions, and what belongs to an absent one. */
    private static final int WEIGHT = 900;

    private final long number;
    private final String clientId;
    private final SessionContext context;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>(4);
    private final Holding holding;
    private final UnreleasedMessages held;
    private final Delivery delivery;

    private @Nullable ClientLink link;
    private long expirySeconds;
    private Permissions permissions = Permissions.ALL;
    private @Nullable Absence absence;
    private boolean ended;
    private boolean whole = true;

    private Session(String clientId, SessionContext context, Share share) {
        this.number = ++context.counters().sessionsBegun;
        this.clientId = clientId;
        this.context = context;
        this.holding = new Holding(share, this);
        this.held = new UnreleasedMessages(this, context.store(), holding);
        this.delivery = new Delivery(context, this, holding);
    }

    /** A new one, if there is room for it. */
    static Session begin(String clientId, SessionContext context, Share share)
            throws ProtocolException {
        var session = new Session(clientId, context, share);
        if (!session.holding.take(Use.SESSIONS, session.weight())) {
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE,
                    Reason.QUOTA_EXCEEDED,
                    "there is no memory for another session");
        }
        return session;
    }

    /** One that was kept by the store, room or not. */
    static Session restored(String clientId, SessionContext context, Share share) {
        var session = new Session(clientId, context, share);
        session.holding.force(Use.SESSIONS, session.weight(), session.weight());
        return session;
    }

    /** What one without subscriptions takes of the heap. */
    private long weight() {
        return WEIGHT + 4L * clientId.length();
    }

    @Override
    public Holding holding() {
        return holding;
    }

    /** Grows with each that begins, in this process. */
    public long number() {
        return number;
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    @Nullable
    public ClientLink link() {
        return link;
    }

    /** As in MQTT 5: 0 ends with the connection, 0xFFFFFFFF never. */
    @Override
    public long expirySeconds() {
        return expirySeconds;
    }

    void expirySeconds(long seconds) {
        expirySeconds = seconds;
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    @Override
    public void permissions(Permissions granted) {
        permissions = granted;
    }

    @Override
    public boolean persistent() {
        return expirySeconds > 0;
    }

    @Override
    public boolean whole() {
        return whole;
    }

    /** What cannot be sent at once. */
    public WaitingQueue waiting() {
        return delivery.waiting();
    }

    @Override
    public boolean takes(int qos) {
        ClientLink to = link;
        return to != null && delivery.takes(to, qos);
    }

    @Override
    public boolean reserves(Message message) {
        ClientLink to = link;
        return to != null && to.reserves(message.cost());
    }

    @Override
    public boolean connected() {
        return link != null;
    }

    @Override
    public boolean hasRoom(Message message) {
        return delivery.waiting().hasRoom(message);
    }

    @Override
    public void deliver(Message message, int qos, boolean retain, Route.Stop stop, Frames frames) {
        ClientLink to = link;
        if (ended) {
            return;
        }
        if (to != null) {
            delivery.deliver(to, message, qos, retain, stop, frames);
        } else if (qos > 0) {
            delivery.keep(message, qos, retain, stop);
        }
    }

    /** Sends what waits, as far as the client and its connection take it. */
    public void drain() {
        ClientLink to = link;
        if (to != null) {
            delivery.drain(to);
        }
    }

    /** Starts with a connection: what was in flight goes out again, then what waits. */
    void attach(ClientLink to) {
        link = to;
        whole = true;
        holding.belongTo(context.shares().of(to.owner()));
        delivery.resume(to);
        drain();
    }

    void detach() {
        link = null;
        context.retained().rest(this);
        context.deferred().hurry();
    }

    /** PUBACK, or PUBCOMP, or a PUBREC that refuses. */
    public void acknowledged(int packetId) {
        if (delivery.inflight().acknowledged(packetId)) {
            drain();
        }
    }

    /** Under way to its client. */
    public Inflight inflight() {
        return delivery.inflight();
    }

    /** Of QoS 2, until their PUBREL. */
    public UnreleasedMessages held() {
        return held;
    }

    @Override
    public List<OutgoingMessage> outgoing() {
        return delivery.all();
    }

    @Override
    public SessionOwner owner() {
        ClientLink to = link;
        Absence away = absence;
        return to != null ? to.owner() : away != null ? away.owner() : SessionOwner.UNKNOWN;
    }

    @Override
    public @Nullable Absence absence() {
        return absence;
    }

    /** Its client is away from now on, or back with none. */
    void absence(@Nullable Absence left) {
        absence = left;
    }

    @Override
    public int lastPacketId() {
        return delivery.inflight().lastPacketId();
    }

    @Override
    public List<StoredSubscription> storedSubscriptions() {
        return subscriptions.values().stream().map(Subscription::stored).toList();
    }

    @Override
    public Map<Integer, Message> received() {
        return held.all();
    }

    /** Takes what the store kept. */
    void restore(SessionState kept) {
        delivery.restore(kept);
        kept.received().forEach(held::restore);
        whole = kept.whole();
    }

    /** Lets go of everything. */
    void end() {
        ended = true;
        link = null;
        context.deferred().ended(this);
        delivery.end();
        held.clear();
        holding.end();
    }
}
