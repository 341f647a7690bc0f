package meetpost.broker.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.payload.StoredPayload;
import meetpost.journal.Recovery;

/**
 * What the records of a journal add up to, {@link JournalEntry}. An operation on what is not there
 * (the record that made it was damaged) changes nothing.
 */
final class Replay {

    private final long now;
    private final Map<Long, ReplayedSession> sessions = new TreeMap<>();
    private final Map<Long, ReplayedSession> holders = new HashMap<>();
    private final RetainedReplay retained = new RetainedReplay();
    private long lastSession;
    private long lastNumber;
    private long lastOrder;
    private long ran;
    private long lostSubscriptions;
    private long lostMessages;
    private boolean logDamaged;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;

    Replay(long now) {
        this.now = now;
    }

    /**
     * By number; those whose names are lost are not among them. A snapshot says how much it has of
     * each; a log does not, so none of them is surely whole where a record of a log is lost.
     */
    Map<Long, ReplayedSession> sessions() {
        var named = new TreeMap<>(sessions);
        named.values().removeIf(kept -> kept.clientId.isEmpty());
        if (logDamaged) {
            named.values().forEach(kept -> kept.lost = true);
        }
        return named;
    }

    /**
     * A log was read.
     *
     * @param newest whether a power cut may have ended it: what was not forced then is nobody's
     */
    void readLog(Recovery found, boolean newest) {
        logDamaged |= found.damaged() > 0 || (found.tornBytes() > 0 && !newest);
    }

    /** Of which something is there, and not whose they are. */
    long lostSessions() {
        return (long) sessions.size() - sessions().size();
    }

    /** How many the snapshot had that could not be read. */
    long lostSubscriptions() {
        return lostSubscriptions;
    }

    /** How many the snapshot had, for sessions or of QoS 2 from them, that could not be read. */
    long lostMessages() {
        return lostMessages;
    }

    RetainedReplay retained() {
        return retained;
    }

    long lastSession() {
        return lastSession;
    }

    /** Of a message on its way to a session. */
    long lastNumber() {
        return lastNumber;
    }

    /** {@link Absence#order} of who left last. */
    long lastOrder() {
        return lastOrder;
    }

    /** In seconds, {@code RunningTime}. */
    long ran() {
        return ran;
    }

    void record(byte[] bytes) {
        in = Unpooled.wrappedBuffer(bytes);
        Message message = null;
        while (in.isReadable()) {
            int operation = in.readByte();
            switch (operation) {
                case JournalEntry.MESSAGE -> message = message();
                case JournalEntry.QUEUED -> queued(message);
                case JournalEntry.SENT -> sent(number(), (int) number());
                case JournalEntry.RELEASED -> released(number());
                case JournalEntry.DONE -> done(number());
                case JournalEntry.RETAINED -> retained.put(message(), true);
                case JournalEntry.STORED -> retained.put(message().storedAs(stored()), false);
                case JournalEntry.FORCED -> retained.put(message().storedAs(stored()), true);
                case JournalEntry.RAN -> ran = Math.max(ran, number());
                case JournalEntry.UNRETAINED -> retained.remove(text());
                default -> ofSession(operation, number());
            }
        }
    }

    private void ofSession(int operation, long number) {
        switch (operation) {
            case JournalEntry.OPENED -> opened(number, text(), number());
            case JournalEntry.NAMED -> named(number, text(), number());
            case JournalEntry.ENDED -> ended(number);
            case JournalEntry.TOTAL -> retained.total(number);
            default -> ofSession(operation, session(number));
        }
    }

    /** Its name may come later: the record that had it was damaged. */
    private ReplayedSession session(long number) {
        if (number == 0) {
            return new ReplayedSession("", 0);
        }
        lastSession = Math.max(lastSession, number);
        return sessions.computeIfAbsent(number, key -> new ReplayedSession("", 0));
    }

    private void holds(ReplayedSession session, long subscriptions, long messages) {
        long missing = subscriptions - session.subscriptions.size();
        session.lost |= missing > 0;
        lostSubscriptions += missing;
        lostMessages += messages - session.outgoing.size() - session.received.size();
    }

    private void ofSession(int operation, ReplayedSession session) {
        switch (operation) {
            case JournalEntry.SUBSCRIBED -> subscribed(session, text());
            case JournalEntry.UNSUBSCRIBED -> session.subscriptions.remove(text());
            case JournalEntry.RECEIVED -> session.received.put((int) number(), message());
            case JournalEntry.OWNED -> session.owner = new SessionOwner(number() == 1, text());
            case JournalEntry.LEFT -> left(session, new Absence(session.owner, number(), number()));
            case JournalEntry.RESTED -> session.lastPacketId = (int) number();
            case JournalEntry.PARTIAL -> session.partial = true;
            case JournalEntry.HOLDS -> holds(session, number(), number());
            case JournalEntry.COMPLETED -> session.received.remove((int) number());
            default -> throw new IllegalStateException("journal operation " + operation);
        }
    }

    private void subscribed(ReplayedSession session, String filter) {
        session.subscriptions.put(
                filter, new StoredSubscription(filter, in.readByte(), (int) number()));
    }

    private void left(ReplayedSession session, Absence absence) {
        session.absence = absence;
        lastOrder = Math.max(lastOrder, absence.order());
        ran = Math.max(ran, absence.since());
    }

    private void opened(long number, String clientId, long expirySeconds) {
        lastSession = Math.max(lastSession, number);
        ReplayedSession before = sessions.get(number);
        var session = new ReplayedSession(clientId, expirySeconds);
        if (before != null) {
            session.subscriptions.putAll(before.subscriptions);
            session.outgoing.putAll(before.outgoing);
            session.received.putAll(before.received);
            session.lastPacketId = before.lastPacketId;
            session.owner = before.owner;
            session.lost = before.lost;
            before.outgoing.keySet().forEach(one -> holders.put(one, session));
        }
        sessions.put(number, session);
    }

    /** Where it says something new, what came before is lost. */
    private void named(long number, String clientId, long expirySeconds) {
        ReplayedSession before = session(number);
        if (before.clientId.isEmpty()) {
            Absence absence = before.absence;
            opened(number, clientId, expirySeconds);
            ReplayedSession session = session(number);
            session.absence = absence;
            session.lost = true;
        }
    }

    private void ended(long number) {
        ReplayedSession session = sessions.remove(number);
        if (session != null) {
            session.outgoing.keySet().forEach(holders::remove);
        }
    }

    private void queued(@Nullable Message message) {
        ReplayedSession session = session(number());
        long number = number();
        int flags = in.readByte();
        int[] identifiers = new int[(int) number()];
        for (int i = 0; i < identifiers.length; i++) {
            identifiers[i] = (int) number();
        }
        String group = (flags & JournalEntry.SHARED) == 0 ? "" : text();
        TopicFilter share = group.isEmpty() ? null : new TopicFilter(text(), group);
        lastNumber = Math.max(lastNumber, number);
        if (message != null) {
            var outgoing =
                    new OutgoingMessage(message, flags & 3, (flags & 4) != 0, identifiers, share);
            outgoing.storedAs(number);
            session.outgoing.put(number, outgoing);
            holders.put(number, session);
        }
    }

    private void sent(long number, int packetId) {
        OutgoingMessage outgoing = outgoing(number);
        if (outgoing != null) {
            outgoing.sendAs(packetId);
        }
    }

    private void released(long number) {
        OutgoingMessage outgoing = outgoing(number);
        if (outgoing != null) {
            outgoing.release();
        }
    }

    private void done(long number) {
        lastNumber = Math.max(lastNumber, number);
        ReplayedSession session = holders.remove(number);
        if (session != null) {
            session.outgoing.remove(number);
        }
    }

    private @Nullable OutgoingMessage outgoing(long number) {
        ReplayedSession session = holders.get(number);
        return session == null ? null : session.outgoing.get(number);
    }

    private StoredPayload stored() {
        return new StoredPayload(number(), (int) number(), (int) number());
    }

    private Message message() {
        int flags = in.readByte();
        byte[] topic = bytes();
        byte[] payload = bytes();
        byte[] properties = bytes();
        long seconds = number();
        long expiresAt = seconds == 0 ? Message.NEVER : now + seconds * 1_000_000_000;
        return new Message(
                new Topic(new String(topic, UTF_8), topic),
                payload,
                flags & 3,
                (flags & 4) != 0,
                properties,
                expiresAt);
    }

    private String text() {
        return new String(bytes(), UTF_8);
    }

    private byte[] bytes() {
        int length = (int) number();
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        in.skipBytes(length);
        return bytes;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.readByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
