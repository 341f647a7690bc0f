package meetpost.broker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;

/**
 * What waits for one session, in order, bounded in messages and bytes, together with all others in
 * bytes, where a message that waits for several counts once. The oldest QoS 0 messages make room
 * for a new one; without any the new one is lost to this session, and to no other.
 */
final class WaitingQueue {

    private final Engine engine;
    private final String clientId;
    private final Limits limits;
    private final ArrayDeque<OutgoingMessage> queue = new ArrayDeque<>(0);
    private long bytes;
    private int atMostOnce;
    private long lost;
    private long lostBefore;
    private boolean overflowing;

    WaitingQueue(Engine engine, String clientId) {
        this.clientId = clientId;
        this.engine = engine;
        this.limits = engine.limits();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /** With what the messages take of the heap. */
    long bytes() {
        return bytes;
    }

    Collection<OutgoingMessage> all() {
        return queue;
    }

    OutgoingMessage first() {
        return queue.element();
    }

    void removeFirst() {
        removed(queue.remove());
        if (overflowing && queue.isEmpty()) {
            overflowing = false;
            engine.event(
                    "client %s: its queue is empty again, %d messages were lost",
                    clientId, lost - lostBefore);
            lostBefore = lost;
        }
    }

    /** Messages that it had no room for since its session began, or the broker. */
    long lost() {
        return lost;
    }

    boolean hasRoom(Message message) {
        return atMostOnce > 0 || full(message) == null;
    }

    /** False if it is lost, which is said once until the queue has been empty. */
    boolean add(OutgoingMessage outgoing) {
        Message message = outgoing.message();
        Limit full = full(message);
        if (full != null) {
            engine.counters().reached(full);
        }
        while (full != null && atMostOnce > 0) {
            dropOldestAtMostOnce();
            full = full(message);
        }
        if (full != null) {
            lose();
            return false;
        }
        restore(outgoing);
        return true;
    }

    private void lose() {
        engine.counters().dropped++;
        lost++;
        if (!overflowing) {
            overflowing = true;
            engine.event(
                    "client %s: its queue is full (%d messages, %d bytes), further ones are lost",
                    clientId, size(), bytes);
        }
    }

    /** Puts back what waited before a restart, whatever the bounds are now. */
    void restore(OutgoingMessage outgoing) {
        queue.add(outgoing);
        bytes += outgoing.message().cost();
        atMostOnce += outgoing.qos() == 0 ? 1 : 0;
        engine.counters().queued(outgoing.message().enqueued(), 1);
    }

    void clear() {
        queue.forEach(this::removed);
        queue.clear();
        overflowing = false;
    }

    private @Nullable Limit full(Message message) {
        if (queue.size() >= limits.of(Limit.QUEUE_MESSAGES)) {
            return Limit.QUEUE_MESSAGES;
        }
        if (bytes + message.cost() > limits.of(Limit.QUEUE_SIZE)) {
            return Limit.QUEUE_SIZE;
        }
        long all = engine.counters().queuedBytes + message.costInAnotherQueue();
        return all > limits.of(Limit.ALL_QUEUES_SIZE) ? Limit.ALL_QUEUES_SIZE : null;
    }

    private void dropOldestAtMostOnce() {
        for (Iterator<OutgoingMessage> all = queue.iterator(); all.hasNext(); ) {
            OutgoingMessage oldest = all.next();
            if (oldest.qos() == 0) {
                all.remove();
                removed(oldest);
                engine.counters().dropped++;
                lost++;
                return;
            }
        }
    }

    private void removed(OutgoingMessage outgoing) {
        bytes -= outgoing.message().cost();
        atMostOnce -= outgoing.qos() == 0 ? 1 : 0;
        engine.counters().queued(-outgoing.message().dequeued(), -1);
    }
}
