package meetpost.broker.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.payload.StoredPayload;

/**
 * Records of the journal in the making: sequences of operations, which {@link Replay} reads. All
 * numbers are variable byte integers; texts and bytes have their length before them.
 */
final class JournalEntry {

    static final int OPENED = 1;
    static final int ENDED = 2;
    static final int SUBSCRIBED = 3;
    static final int UNSUBSCRIBED = 4;
    static final int MESSAGE = 5;
    static final int QUEUED = 6;
    static final int SENT = 7;
    static final int RELEASED = 8;
    static final int DONE = 9;
    static final int RECEIVED = 10;
    static final int COMPLETED = 11;
    static final int RETAINED = 12;
    static final int UNRETAINED = 13;
    static final int RESTED = 14;
    static final int LEFT = 15;
    static final int RAN = 16;
    static final int OWNED = 17;
    static final int HOLDS = 18;
    static final int TOTAL = 19;
    static final int PARTIAL = 20;
    static final int NAMED = 21;
    static final int STORED = 22;
    static final int FORCED = 23;

    /** A flag of {@link #QUEUED}: the shared subscription follows. */
    static final int SHARED = 8;

    private static final int START = 512;

    /** A record that is longer is ended at the next occasion: a lost page costs what lies on it. */
    private static final int LONG = 512;

    /** A buffer that has grown to more is not kept. */
    private static final int KEPT = 256 << 10;

    /** Outside the heap: nothing of it is copied on its way to the disk. */
    private ByteBuf out = Unpooled.directBuffer(START);

    /** Where records end that are not the last. */
    private final List<Integer> ends = new ArrayList<>();

    private int begin;

    private @Nullable Message last;

    boolean isEmpty() {
        return !out.isReadable();
    }

    int length() {
        return out.readableBytes();
    }

    /** The records, good until the next change. */
    List<ByteBuffer> records() {
        List<ByteBuffer> records = new ArrayList<>(ends.size() + 1);
        int start = 0;
        for (int end : ends) {
            records.add(out.nioBuffer(start, end - start));
            start = end;
        }
        if (start < length()) {
            records.add(out.nioBuffer(start, length() - start));
        }
        return records;
    }

    /**
     * What follows may survive without what came before, and the other way round.
     *
     * @return whether the next record begins
     */
    boolean mayEnd() {
        if (length() - begin <= LONG) {
            return false;
        }
        begin = length();
        ends.add(begin);
        last = null;
        return true;
    }

    /** All of it is written, or not wanted. */
    void clear() {
        if (out.capacity() > KEPT) {
            release();
            out = Unpooled.directBuffer(START);
        }
        out.clear();
        ends.clear();
        begin = 0;
        last = null;
    }

    /** To be called at the end. */
    void release() {
        out.release();
    }

    void opened(long session, String clientId, long expirySeconds) {
        out.writeByte(OPENED);
        number(session);
        text(clientId);
        number(expirySeconds);
    }

    /** Whose a session is, where the record that said so is lost; nothing happens. */
    void named(long session, String clientId, long expirySeconds) {
        out.writeByte(NAMED);
        number(session);
        text(clientId);
        number(expirySeconds);
    }

    void ended(long session) {
        out.writeByte(ENDED);
        number(session);
    }

    void owned(long session, SessionOwner owner) {
        out.writeByte(OWNED);
        number(session);
        number(owner.named() ? 1 : 0);
        text(owner.name());
    }

    void left(long session, Absence absence) {
        out.writeByte(LEFT);
        number(session);
        number(absence.order());
        number(absence.since());
    }

    /** Subscriptions of it are lost, and its client has not heard of that yet. */
    void partial(long session) {
        out.writeByte(PARTIAL);
        number(session);
    }

    /** In a snapshot, behind all that it has of a session: how much that is. */
    void holds(long session, int subscriptions, int messages) {
        out.writeByte(HOLDS);
        number(session);
        number(subscriptions);
        number(messages);
    }

    /** At the end of a snapshot: how many retained messages it has. */
    void total(int retained) {
        out.writeByte(TOTAL);
        number(retained);
    }

    void ran(long seconds) {
        out.writeByte(RAN);
        number(seconds);
    }

    void rested(long session, int lastPacketId) {
        out.writeByte(RESTED);
        number(session);
        number(lastPacketId);
    }

    void subscribed(long session, StoredSubscription one) {
        out.writeByte(SUBSCRIBED);
        number(session);
        text(one.filter());
        out.writeByte(one.options());
        number(one.identifier());
    }

    void unsubscribed(long session, TopicFilter filter) {
        out.writeByte(UNSUBSCRIBED);
        number(session);
        text(filter.toString());
    }

    /** The message itself stands before its first queue and counts for those that follow. */
    void queued(long session, OutgoingMessage outgoing, long now) {
        if (outgoing.message() != last) {
            out.writeByte(MESSAGE);
            message(outgoing.message(), now);
            last = outgoing.message();
        }
        out.writeByte(QUEUED);
        number(session);
        number(outgoing.number());
        TopicFilter share = outgoing.share();
        out.writeByte(outgoing.qos() | (outgoing.retain() ? 4 : 0) | (share == null ? 0 : SHARED));
        number(outgoing.identifiers().length);
        for (int identifier : outgoing.identifiers()) {
            number(identifier);
        }
        if (share != null) {
            text(share.group());
            text(share.text());
        }
    }

    void sent(OutgoingMessage outgoing) {
        out.writeByte(SENT);
        number(outgoing.number());
        number(outgoing.packetId());
    }

    void released(OutgoingMessage outgoing) {
        out.writeByte(RELEASED);
        number(outgoing.number());
    }

    void done(OutgoingMessage outgoing) {
        out.writeByte(DONE);
        number(outgoing.number());
    }

    void received(long session, int packetId, Message message, long now) {
        out.writeByte(RECEIVED);
        number(session);
        number(packetId);
        message(message, now);
    }

    void completed(long session, int packetId) {
        out.writeByte(COMPLETED);
        number(session);
        number(packetId);
    }

    /**
     * @param forced whether a payload on the disk is forced before this is, as for snapshots
     */
    void retained(Message message, boolean forced, long now) {
        StoredPayload stored = message.stored();
        out.writeByte(stored == null ? RETAINED : forced ? FORCED : STORED);
        message(message, now);
        if (stored != null) {
            number(stored.number());
            number(stored.length());
            number(Integer.toUnsignedLong(stored.checksum()));
        }
    }

    void unretained(String topic) {
        out.writeByte(UNRETAINED);
        text(topic);
    }

    /** An expiry counts on from the restart: a board without a clock knows no better. */
    private void message(Message message, long now) {
        out.writeByte(message.qos() | (message.retain() ? 4 : 0));
        bytes(message.topic().utf8());
        bytes(message.payload());
        bytes(message.properties());
        number(message.expires() ? message.secondsLeft(now) : 0);
    }

    private void text(String text) {
        bytes(text.getBytes(UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void number(long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
