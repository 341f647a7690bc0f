package meetpost.broker.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;

/**
 * What a session has in flight, by packet identifier. Identifiers are given in turn, so a ring
 * finds them without boxing. It is made only when the first message is sent.
 */
final class InflightWindow {

    private static final OutgoingMessage[] NONE = {};
    private static final int LARGEST_ID = 0xFFFF;

    private OutgoingMessage[] ring = NONE;
    private long[] order = {};
    private long sent;
    private int size;
    private int lastId;

    int size() {
        return size;
    }

    /** Gives a message the next free identifier. At most {@code most} are in flight. */
    void add(OutgoingMessage outgoing, int most) {
        if (2 * (size + 1) > ring.length) {
            grow(Math.max(16, Math.min(2 * most, 4 * (size + 1))));
        }
        do {
            skip();
        } while (ring[lastId & ring.length - 1] != null);
        outgoing.sendAs(lastId);
        place(outgoing, sent++);
    }

    /** Uses up an identifier for a message that is not sent: Mosquitto's tests count on it. */
    void skip() {
        lastId = lastId == LARGEST_ID ? 1 : lastId + 1;
    }

    /** The one that was given last; 0 for none yet. */
    int lastId() {
        return lastId;
    }

    /** Goes on after the one that was given last before a restart, if that is known. */
    void lastId(int id) {
        lastId = id > 0 ? id : lastId;
    }

    /** Puts back what was in flight before a restart. */
    void restore(OutgoingMessage outgoing) {
        while (2 * (size + 1) > ring.length
                || ring[outgoing.packetId() & ring.length - 1] != null) {
            grow(Math.max(16, 2 * ring.length));
        }
        lastId = outgoing.packetId();
        place(outgoing, sent++);
    }

    @Nullable
    OutgoingMessage get(int id) {
        OutgoingMessage outgoing = ring.length == 0 ? null : ring[id & ring.length - 1];
        return outgoing != null && outgoing.packetId() == id ? outgoing : null;
    }

    void remove(int id) {
        if (get(id) != null) {
            ring[id & ring.length - 1] = null;
            size--;
        }
    }

    /** In the order in which they were first sent. */
    List<OutgoingMessage> inOrder() {
        List<OutgoingMessage> all = new ArrayList<>(size);
        for (OutgoingMessage outgoing : ring) {
            if (outgoing != null) {
                all.add(outgoing);
            }
        }
        all.sort(Comparator.comparingLong(one -> order[one.packetId() & ring.length - 1]));
        return all;
    }

    private void place(OutgoingMessage outgoing, long when) {
        int slot = outgoing.packetId() & ring.length - 1;
        ring[slot] = outgoing;
        order[slot] = when;
        size++;
    }

    private void grow(int atLeast) {
        OutgoingMessage[] before = ring;
        long[] orderBefore = order;
        int length = Integer.highestOneBit(atLeast - 1) << 1;
        ring = new OutgoingMessage[length];
        order = new long[length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != null) {
                int slot = before[i].packetId() & length - 1;
                ring[slot] = before[i];
                order[slot] = orderBefore[i];
            }
        }
    }
}
