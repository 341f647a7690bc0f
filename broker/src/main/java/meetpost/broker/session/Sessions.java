package meetpost.broker.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.Connect;
import meetpost.broker.packet.Will;
import meetpost.broker.routing.Router;
import meetpost.broker.routing.SubscriptionRegister;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.SessionSettings;
import meetpost.broker.storage.Absence;
import meetpost.broker.storage.SessionState;

/** All sessions by client identifier: their beginning, takeover, expiry and last words. */
public final class Sessions {

    /**
     * @param present the client had this session before
     */
    public record Opened(Session session, boolean present) {}

    private final SessionContext context;
    private final EventLoop loop;
    private final Router router;
    private final SubscriptionRegister register;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Session, Away> away = new HashMap<>();
    private final SessionSettings settings;
    private final AbsentSessions absentees;
    private final ClientRoom room;

    /**
     * @param ticks monotonic nanoseconds, in which absences are measured
     */
    public Sessions(
            SessionContext context,
            EventLoop loop,
            Router router,
            SubscriptionRegister register,
            SessionSettings settings,
            LongSupplier ticks) {
        this.context = context;
        this.loop = loop;
        this.router = router;
        this.register = register;
        this.settings = settings;
        this.room = new ClientRoom(context, sessions.values());
        this.absentees = new AbsentSessions(settings.reserved(), ticks);
    }

    public AbsentSessions absentees() {
        return absentees;
    }

    public boolean anybodyAway() {
        return !away.isEmpty();
    }

    /** How long a session is kept whose client asks for so long. */
    public long granted(long seconds) {
        return Math.min(seconds, settings.expiry().toSeconds());
    }

    public int size() {
        return sessions.size();
    }

    public Collection<Session> all() {
        return sessions.values();
    }

    /** Finds or begins the session of a client, taking it from an older connection. */
    public Opened open(String clientId, Connect connect, SessionOwner owner)
            throws ProtocolException {
        Session known = sessions.get(clientId);
        requireRoom(known, owner);
        boolean wasAway = known != null && known.link() == null;
        if (known != null && known.link() != null) {
            known.link().end(Reason.SESSION_TAKEN_OVER, "another connection uses this identifier");
            known = sessions.get(clientId);
        }
        if (known != null && connect.cleanStart()) {
            if (wasAway) {
                forgetWill(known);
            }
            end(known);
            known = null;
        }
        while (known == null && sessions.size() >= context.limits().count(Limit.SESSIONS)) {
            evictOne();
        }
        boolean present = known != null && known.whole();
        if (known != null) {
            forgetWill(known);
            isBack(known);
        } else {
            known = Session.begin(clientId, context, context.shares().of(owner));
            sessions.put(clientId, known);
        }
        expiry(known, connect.expirySeconds(), owner);
        return new Opened(known, present);
    }

    /** Nobody new is refused because of those who are away. */
    private void evictOne() throws ProtocolException {
        Session first =
                absentees
                        .first()
                        .orElseThrow(
                                () ->
                                        ProtocolException.reached(
                                                Limit.SESSIONS,
                                                Reason.QUOTA_EXCEEDED,
                                                "there are %s sessions already, and none of them may go"
                                                        .formatted(size())));
        context.counters().reached(Limit.SESSIONS);
        evict(
                first,
                "there are %s sessions, and of those whose clients are away it is the first to make room"
                        .formatted(size()));
    }

    /** An absent one has to make room. */
    public void evict(Session absent, String why) {
        context.counters().evicted++;
        context.events()
                .event(
                        "session %s of %s goes, with %d messages: %s",
                        absent.clientId(), absent.owner(), absent.outgoing().size(), why);
        end(absent);
    }

    /** Who takes a connection over needs none besides. */
    private void requireRoom(@Nullable Session known, SessionOwner owner) throws ProtocolException {
        if (known == null || known.link() == null) {
            room.require(context.shares().of(owner));
        }
    }

    /** Begins with what the store kept: nobody is connected yet. */
    public void restore(SessionState kept) {
        SessionOwner owner = kept.owner();
        Session session = Session.restored(kept.clientId(), context, context.shares().of(owner));
        session.expirySeconds(granted(kept.expirySeconds()));
        session.restore(kept);
        kept.storedSubscriptions().forEach(one -> register.restore(session, one));
        sessions.put(kept.clientId(), session);
        Absence absence = kept.absence();
        awaits(session, new Away(absence == null ? leaves(session, owner) : absence));
    }

    /** Rules have changed: who is connected does from now on what they say. */
    public void accessChanged() {
        for (Session session : sessions.values()) {
            ClientLink link = session.link();
            if (link != null) {
                register.permit(session, link.permissions());
            }
        }
        context.events().event("certificates, passwords and access rules have been read again");
    }

    /** The broker stops in order: what is under way keeps its packet identifiers. */
    public void rest() {
        for (Session session : sessions.values()) {
            if (session.persistent() && session.inflight().lastPacketId() > 0) {
                for (OutgoingMessage outgoing : session.outgoing()) {
                    if (outgoing.qos() == 1 && outgoing.packetId() > 0 && outgoing.stored()) {
                        context.store().sent(outgoing);
                    }
                }
                context.store().rested(session.clientId(), session.inflight().lastPacketId());
            }
        }
        context.store().ran(absentees.runningTime());
    }

    public void attach(Session session, ClientLink link) {
        context.counters().clients++;
        context.counters().connects++;
        context.counters().clientsMaximum =
                Math.max(context.counters().clientsMaximum, context.counters().clients);
        session.attach(link);
    }

    /** Changes how long a session outlives its connection. */
    public void expiry(Session session, long seconds, SessionOwner owner) {
        boolean was = session.persistent();
        session.expirySeconds(granted(seconds));
        if (session.persistent()) {
            context.store().opened(session.clientId(), session.expirySeconds(), owner);
        } else if (was) {
            context.store().ended(session.clientId());
        }
    }

    /** The connection of a session is over; {@code will} is what remains to be said. */
    public void detach(Session session, ClientLink link, @Nullable Will will) {
        if (session.link() != link) {
            return;
        }
        context.counters().clients--;
        session.detach();
        var left = new Away(leaves(session, link.owner()));
        boolean later = will != null && will.delaySeconds() > 0 && session.persistent();
        if (will != null && later && left.keeps(will, session.holding())) {
            left.lastWords =
                    loop.schedule(() -> lastWords(session, left), will.delaySeconds(), SECONDS);
        } else if (will != null) {
            router.publish(will.message(), session);
        }
        if (session.persistent()) {
            awaits(session, left);
        } else {
            end(session);
        }
    }

    private Absence leaves(Session session, SessionOwner owner) {
        Absence absence = absentees.begin(owner);
        if (session.persistent()) {
            context.store().left(session.clientId(), absence);
        }
        return absence;
    }

    private void awaits(Session session, Away left) {
        away.put(session, left);
        session.absence(left.absence);
        absentees.add(session, left.absence);
        long before = absentees.runningTime() - left.absence.since();
        long seconds = Math.max(0, session.expirySeconds() - before);
        left.expiry = loop.schedule(() -> expired(session), seconds, SECONDS);
    }

    /** What was to happen to it does not; gives that. */
    private @Nullable Away isBack(Session session) {
        Away left = away.remove(session);
        session.absence(null);
        if (left != null) {
            left.cancel();
            absentees.remove(left.absence);
        }
        return left;
    }

    private void expired(Session session) {
        context.counters().expired++;
        context.events().event("session %s expired", session.clientId());
        end(session);
    }

    /** [MQTT-3.1.2-8]: a new connection of the client deletes a will that still waits. */
    private void forgetWill(Session session) {
        Away left = away.get(session);
        if (left != null) {
            var unused = left.takeWill();
        }
    }

    private void lastWords(Session session, Away left) {
        Will will = left.takeWill();
        if (will != null) {
            router.publish(will.message(), session);
        }
    }

    /** Ends one that nobody is connected to: its will is said, its messages are gone. */
    public void end(Session session) {
        Away left = isBack(session);
        if (left != null) {
            lastWords(session, left);
        }
        sessions.remove(session.clientId());
        register.forget(session);
        router.passOn(session.outgoing());
        if (session.persistent()) {
            context.store().ended(session.clientId());
        }
        session.end();
    }
}
