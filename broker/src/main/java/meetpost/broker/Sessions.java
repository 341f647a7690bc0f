package meetpost.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** All sessions by client identifier: their beginning, takeover, expiry and last words. */
final class Sessions {

    /**
     * @param present the client had this session before
     */
    record Opened(Session session, boolean present) {}

    private final Engine engine;
    private final EventLoop loop;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Session, Away> away = new HashMap<>();
    private final SessionSettings settings;
    private final AbsentSessions absentees;

    /**
     * @param ticks monotonic nanoseconds
     */
    Sessions(Engine engine, EventLoop loop, SessionSettings settings, LongSupplier ticks) {
        this.engine = engine;
        this.loop = loop;
        this.settings = settings;
        this.absentees = new AbsentSessions(settings.reserved(), ticks);
    }

    AbsentSessions absentees() {
        return absentees;
    }

    /** Of a session that is kept, connected or not. */
    SessionOwner owner(Session session) {
        ClientLink link = session.link();
        Absence absence = absence(session);
        return link != null
                ? link.owner()
                : absence != null ? absence.owner() : SessionOwner.UNKNOWN;
    }

    /** That the client of a session is away; none while it is connected. */
    @Nullable
    Absence absence(Session session) {
        Away left = away.get(session);
        return left == null ? null : left.absence;
    }

    boolean anybodyAway() {
        return !away.isEmpty();
    }

    /** How long a session is kept whose client asks for so long. */
    long granted(long seconds) {
        return Math.min(seconds, settings.expiry().toSeconds());
    }

    int size() {
        return sessions.size();
    }

    Collection<Session> all() {
        return sessions.values();
    }

    /** Finds or begins the session of a client, taking it from an older connection. */
    Opened open(String clientId, Connect connect, SessionOwner owner) throws ProtocolException {
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
        while (known == null && sessions.size() >= engine.limits().count(Limit.SESSIONS)) {
            evictOne();
        }
        boolean present = known != null && known.whole();
        if (known != null) {
            forgetWill(known);
            isBack(known);
        } else {
            known = Session.begin(clientId, engine, engine.shares().of(owner));
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
        engine.counters().reached(Limit.SESSIONS);
        evict(
                first,
                "there are %s sessions, and of those whose clients are away it is the first to make room"
                        .formatted(size()));
    }

    /** An absent one has to make room. */
    void evict(Session absent, String why) {
        engine.counters().evicted++;
        engine.event(
                "session %s of %s goes, with %d messages: %s",
                absent.clientId(), owner(absent), absent.outgoing().size(), why);
        end(absent);
    }

    /** Who takes a connection over needs none besides. */
    private void requireRoom(@Nullable Session known, SessionOwner owner) throws ProtocolException {
        if (known == null || known.link() == null) {
            engine.admission().requireRoom(engine.shares().of(owner));
        }
    }

    /** Begins with what the store kept: nobody is connected yet. */
    void restore(Replay.Kept kept) {
        SessionOwner owner = kept.absence == null ? kept.owner : kept.absence.owner();
        Session session = Session.restored(kept.clientId, engine, engine.shares().of(owner));
        session.expirySeconds(granted(kept.expirySeconds));
        session.restore(kept);
        kept.subscriptions.forEach(
                (filter, options) ->
                        engine.register().restore(session, filter, options[0], options[1]));
        sessions.put(kept.clientId, session);
        Absence absence = kept.absence;
        awaits(session, new Away(absence == null ? leaves(session, kept.owner) : absence));
    }

    /** Rules have changed: who is connected does from now on what they say. */
    void accessChanged() {
        for (Session session : sessions.values()) {
            ClientLink link = session.link();
            if (link != null) {
                engine.register().permit(session, link.permissions());
            }
        }
        engine.event("certificates, passwords and access rules have been read again");
    }

    /** The broker stops in order: what is under way keeps its packet identifiers. */
    void rest() {
        for (Session session : sessions.values()) {
            if (session.persistent() && session.inflight().lastPacketId() > 0) {
                for (OutgoingMessage outgoing : session.outgoing()) {
                    if (outgoing.qos() == 1 && outgoing.packetId() > 0 && outgoing.stored()) {
                        engine.store().sent(outgoing);
                    }
                }
                engine.store().rested(session.clientId(), session.inflight().lastPacketId());
            }
        }
        engine.store().ran(absentees.runningTime());
    }

    void attach(Session session, ClientLink link) {
        engine.counters().clients++;
        engine.counters().connects++;
        engine.counters().clientsMaximum =
                Math.max(engine.counters().clientsMaximum, engine.counters().clients);
        session.attach(link);
    }

    /** Changes how long a session outlives its connection. */
    void expiry(Session session, long seconds, SessionOwner owner) {
        boolean was = session.persistent();
        session.expirySeconds(granted(seconds));
        if (session.persistent()) {
            engine.store().opened(session.clientId(), session.expirySeconds(), owner);
        } else if (was) {
            engine.store().ended(session.clientId());
        }
    }

    /** The connection of a session is over; {@code will} is what remains to be said. */
    void detach(Session session, ClientLink link, @Nullable Will will) {
        if (session.link() != link) {
            return;
        }
        engine.counters().clients--;
        session.detach();
        var left = new Away(leaves(session, link.owner()));
        boolean later = will != null && will.delaySeconds() > 0 && session.persistent();
        if (will != null && later && left.keeps(will, session.holding())) {
            left.lastWords =
                    loop.schedule(() -> lastWords(session, left), will.delaySeconds(), SECONDS);
        } else if (will != null) {
            engine.publish(will.message(), session);
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
            engine.store().left(session.clientId(), absence);
        }
        return absence;
    }

    private void awaits(Session session, Away left) {
        away.put(session, left);
        absentees.add(session, left.absence);
        long before = absentees.runningTime() - left.absence.since();
        long seconds = Math.max(0, session.expirySeconds() - before);
        left.expiry = loop.schedule(() -> expired(session), seconds, SECONDS);
    }

    /** What was to happen to it does not; gives that. */
    private @Nullable Away isBack(Session session) {
        Away left = away.remove(session);
        if (left != null) {
            left.cancel();
            absentees.remove(left.absence);
        }
        return left;
    }

    private void expired(Session session) {
        engine.counters().expired++;
        engine.event("session %s expired", session.clientId());
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
            engine.publish(will.message(), session);
        }
    }

    /** Ends one that nobody is connected to: its will is said, its messages are gone. */
    void end(Session session) {
        Away left = isBack(session);
        if (left != null) {
            lastWords(session, left);
        }
        sessions.remove(session.clientId());
        engine.register().forget(session);
        engine.passOn(session);
        if (session.persistent()) {
            engine.store().ended(session.clientId());
        }
        session.end();
    }
}
