package meetpost.broker.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/**
 * What waits for one session, in order, bounded in messages and bytes, together with all others in
 * bytes, where a message that waits for several counts once. The oldest QoS 0 messages make room
 * for a new one; without any the new one is lost to this session, and to no other.
 */
public final class WaitingQueue {

    private final SessionContext context;
    private final String clientId;
    private final Inflight inflight;
    private final Holding holding;
    private final Limits limits;
    private final ArrayDeque<OutgoingMessage> queue = new ArrayDeque<>(0);
    private long bytes;
    private int atMostOnce;
    private long lost;
    private long lostBefore;
    private boolean overflowing;

    /**
     * @param inflight hears what will never be sent
     */
    WaitingQueue(SessionContext context, String clientId, Inflight inflight, Holding holding) {
        this.context = context;
        this.clientId = clientId;
        this.inflight = inflight;
        this.holding = holding;
        this.limits = context.limits();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /** With what the messages take of the heap. */
    public long bytes() {
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
            context.events()
                    .event(
                            "client %s: its queue is empty again, %d messages were lost",
                            clientId, lost - lostBefore);
            lostBefore = lost;
        }
    }

    /** Messages that it had no room for since its session began, or the broker. */
    public long lost() {
        return lost;
    }

    boolean hasRoom(Message message) {
        return atMostOnce > 0
                || (full(message) == null
                        && holding.hasRoom(
                                Use.QUEUES, message.cost(), message.costInAnotherQueue()));
    }

    /** False if it is lost, which is said once until the queue has been empty. */
    boolean add(OutgoingMessage outgoing) {
        Message message = outgoing.message();
        Limit full = full(message);
        if (full == null) {
            full = take(message);
        }
        if (full != null) {
            context.counters().reached(full);
        }
        while (full != null && atMostOnce > 0) {
            dropOldestAtMostOnce();
            full = full(message);
            if (full == null) {
                full = take(message);
            }
        }
        if (full != null) {
            lose();
            return false;
        }
        append(outgoing);
        return true;
    }

    private void lose() {
        context.counters().dropped++;
        lost++;
        if (!overflowing) {
            overflowing = true;
            context.events()
                    .event(
                            "client %s: its queue is full (%d messages, %d bytes), further ones are lost",
                            clientId, size(), bytes);
        }
    }

    /** Puts back what waited before a restart, whatever the bounds are now. */
    void restore(OutgoingMessage outgoing) {
        Message message = outgoing.message();
        holding.force(Use.QUEUES, message.cost(), message.enqueued());
        append(outgoing);
    }

    private void append(OutgoingMessage outgoing) {
        queue.add(outgoing);
        bytes += outgoing.message().cost();
        atMostOnce += outgoing.qos() == 0 ? 1 : 0;
        context.counters().queuedMessages++;
    }

    /**
     * Loses the newest to make room for others.
     *
     * @param least bytes, if there are so many
     * @return false if there was nothing
     */
    public boolean giveUp(long least) {
        boolean any = !queue.isEmpty();
        for (long before = bytes; !queue.isEmpty() && before - bytes < least; ) {
            OutgoingMessage newest = queue.removeLast();
            removed(newest);
            inflight.forget(newest);
            lose();
        }
        return any;
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
        return bytes + message.cost() > limits.of(Limit.QUEUE_SIZE) ? Limit.QUEUE_SIZE : null;
    }

    private @Nullable Limit take(Message message) {
        long more = message.costInAnotherQueue();
        if (holding.take(Use.QUEUES, message.cost(), more)) {
            int taken = message.enqueued();
            if (taken != more) {
                // Somebody had it, and has just lost it to make room.
                holding.force(Use.QUEUES, 0, taken - more);
            }
            return null;
        }
        long queues = context.shares().budget().usedFor(Use.QUEUES);
        return queues + more > limits.of(Limit.ALL_QUEUES_SIZE)
                ? Limit.ALL_QUEUES_SIZE
                : Limit.MEMORY_SIZE;
    }

    private void dropOldestAtMostOnce() {
        for (Iterator<OutgoingMessage> all = queue.iterator(); all.hasNext(); ) {
            OutgoingMessage oldest = all.next();
            if (oldest.qos() == 0) {
                all.remove();
                removed(oldest);
                inflight.forget(oldest);
                context.counters().dropped++;
                lost++;
                return;
            }
        }
    }

    private void removed(OutgoingMessage outgoing) {
        Message message = outgoing.message();
        bytes -= message.cost();
        holding.give(Use.QUEUES, message.cost(), message.dequeued());
        atMostOnce -= outgoing.qos() == 0 ? 1 : 0;
        context.counters().queuedMessages--;
    }
}
