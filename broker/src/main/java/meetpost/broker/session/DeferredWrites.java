package meetpost.broker.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.PacketType;
import meetpost.broker.storage.Store;
import meetpost.broker.storage.WriteBatch;

/**
 * Messages of QoS 1 that a persistent session has just been sent and may acknowledge at once. They
 * are written only if it does not within a moment, and the PUBACK to their publisher waits for the
 * one or the other: what every subscriber has got never wears the medium. Confined to the event
 * loop.
 */
public final class DeferredWrites implements WriteBatch.CommitListener {

    /** A subscriber on the same board answers in less than 1 ms, one in the house in 20. */
    private static final long MOMENT = MILLISECONDS.toNanos(50);

    /** A session that let a moment pass is not waited for so long, and twice that the next time. */
    private static final long FIRST_PENALTY = MILLISECONDS.toNanos(1_000);

    private static final long LONGEST_PENALTY = MILLISECONDS.toNanos(64_000);

    /** More than this is not held back. */
    private static final long MOST_BYTES = 4 << 20;

    /** How long a session is not waited for. */
    private record Slow(long until, long penalty) {}

    private record Waiting(Session session, OutgoingMessage outgoing, long since) {}

    /**
     * @param after how many messages must be settled first, counted from the start
     */
    private record Ack(AckWriter to, int packetId, int reason, long after) {}

    private final EventLoop loop;
    private final Store store;
    private final WriteBatch batch;
    private final LongSupplier ticks;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<Ack> acks = new ArrayDeque<>();

    /** Sessions that let a moment pass, and have not answered within one since. */
    private final IdentityHashMap<Session, Slow> slow = new IdentityHashMap<>();

    private @Nullable Session publisher;
    private boolean postponedOne;
    private long settled;
    private long bytes;
    private boolean due;
    private boolean planned;

    /**
     * @param ticks monotonic nanoseconds
     */
    public DeferredWrites(EventLoop loop, Store store, WriteBatch batch, LongSupplier ticks) {
        this.loop = loop;
        this.store = store;
        this.batch = batch;
        this.ticks = ticks;
    }

    /** What is delivered from here to {@link #end} may be deferred. */
    public void begin(Session from) {
        publisher = from;
        postponedOne = false;
    }

    public void end() {
        publisher = null;
    }

    /**
     * Whether what is being sent to a session waits here. Never for a client that publishes to
     * itself: it may be one that answers nothing before it has its own PUBACK.
     */
    boolean takes(Session to, OutgoingMessage outgoing) {
        if (publisher == null
                || publisher == to
                || outgoing.qos() != 1
                || !to.persistent()
                || bytes > MOST_BYTES) {
            return false;
        }
        long now = ticks.getAsLong();
        if (isSlow(to, now) || !store.postpones(outgoing)) {
            return false;
        }
        waiting.add(new Waiting(to, outgoing, now));
        postponedOne = true;
        bytes += outgoing.message().cost();
        return true;
    }

    /** PUBACK for what was last begun: at once, or in its turn when all before it is settled. */
    public void acknowledge(AckWriter to, int packetId, int reason) {
        if (postponedOne || to.owed() > 0) {
            to.owe(1);
            acks.add(new Ack(to, packetId, reason, settled + waiting.size()));
            plan(MOMENT);
        } else {
            to.acknowledge(PacketType.PUBACK, packetId, reason);
        }
    }

    /** One of them needs no writing any more. */
    void settled(Session session, OutgoingMessage outgoing) {
        if (outgoing.settle()) {
            slow.remove(session);
            batch.plan();
        }
    }

    /** A session is at its end: nothing of it is to be kept. */
    void ended(Session session) {
        slow.remove(session);
        for (Waiting one : waiting) {
            if (one.session() == session) {
                settled(session, one.outgoing());
            }
        }
    }

    /** Somebody has gone: what waits is written at once. */
    public void hurry() {
        if (!waiting.isEmpty()) {
            due = true;
            batch.plan();
        }
    }

    /** Before the store commits: acknowledges what needs no writing, writes what is due. */
    @Override
    public void beforeCommit() {
        while (!waiting.isEmpty() && !waiting.element().outgoing().deferred()) {
            next();
        }
        release();
        if (due) {
            for (Waiting one : waiting) {
                if (one.outgoing().deferred()) {
                    store.queued(one.session().clientId(), one.outgoing());
                    store.mayWrite();
                }
            }
        }
    }

    /** What was due is on the disk now, or in memory if that takes nothing. */
    @Override
    public void afterCommit() {
        if (!due) {
            return;
        }
        due = false;
        while (!waiting.isEmpty()) {
            next();
        }
        release();
    }

    private boolean isSlow(Session session, long now) {
        Slow one = slow.get(session);
        return one != null && one.until() - now > 0;
    }

    private void blame(Session session, long now) {
        Slow before = slow.get(session);
        if (before == null || before.until() - now <= 0) {
            long penalty =
                    before == null
                            ? FIRST_PENALTY
                            : Math.min(2 * before.penalty(), LONGEST_PENALTY);
            slow.put(session, new Slow(now + penalty, penalty));
        }
    }

    private void next() {
        bytes -= waiting.remove().outgoing().message().cost();
        settled++;
    }

    private void release() {
        while (!acks.isEmpty() && acks.element().after() <= settled) {
            Ack ack = acks.remove();
            ack.to().owe(-1);
            ack.to().acknowledge(PacketType.PUBACK, ack.packetId(), ack.reason());
        }
    }

    private void plan(long nanos) {
        if (!planned) {
            planned = true;
            var unused = loop.schedule(this::late, nanos, NANOSECONDS);
        }
    }

    private void late() {
        planned = false;
        if (waiting.isEmpty()) {
            return;
        }
        long now = ticks.getAsLong();
        long left = waiting.element().since() + MOMENT - now;
        if (left > 0) {
            plan(left);
            return;
        }
        for (Waiting one : waiting) {
            if (one.outgoing().deferred() && one.since() + MOMENT - now <= 0) {
                blame(one.session(), now);
            }
        }
        hurry();
    }
}
