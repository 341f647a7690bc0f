package meetpost.broker.routing;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import meetpost.broker.message.Message;
import meetpost.broker.packet.Frames;
import meetpost.broker.retained.Retained;
import meetpost.broker.retained.RetainedCursor;
import meetpost.broker.retained.RetainedNode;
import meetpost.broker.storage.Store;

/**
 * Sends new subscriptions what is retained, [MQTT-3.3.1-6], as fast as their clients take it and in
 * steps between which others have their turn. It passes through no queue: what cannot go out yet
 * stays where it is retained. Confined to the event loop.
 */
public final class RetainedDelivery {

    /** In one step; with wide filters about half a millisecond. */
    private static final int EXAMINED = 1_000;

    private static final int SENT = 100;

    /** How far the retained messages of a new subscription have gone out. */
    private record Pending(Subscription to, RetainedCursor cursor) {}

    private final EventLoop loop;
    private final Retained retained;
    private final Frames frames;
    private final LongSupplier ticks;
    private final RetainedPayloads payloads;
    private final Map<Subscriber, ArrayDeque<Pending>> pending = new HashMap<>();
    private final Set<Subscriber> ready = new LinkedHashSet<>();
    private boolean planned;

    /**
     * @param store has the payloads that are not in memory
     * @param ticks monotonic nanoseconds
     */
    public RetainedDelivery(
            EventLoop loop, Retained retained, Store store, Frames frames, LongSupplier ticks) {
        this.loop = loop;
        this.retained = retained;
        this.frames = frames;
        this.ticks = ticks;
        this.payloads = new RetainedPayloads(store, retained, this::step);
    }

    /**
     * A subscription was made. The first step is done at once, unless the client has others that
     * wait: of a thousand it would be a thousand.
     */
    void begin(Subscription to) {
        boolean first = !pending.containsKey(to.subscriber());
        ArrayDeque<Pending> cursors =
                pending.computeIfAbsent(to.subscriber(), key -> new ArrayDeque<>(1));
        cursors.removeIf(
                one -> {
                    boolean again = one.to().filter().equals(to.filter());
                    if (again) {
                        one.cursor().rest();
                    }
                    return again;
                });
        cursors.add(new Pending(to, new RetainedCursor(to.filter(), retained)));
        if (first) {
            step(to.subscriber());
        } else {
            resume(to.subscriber());
        }
    }

    /** A live message goes out to whoever subscribed to its topic. */
    void overtake(Message live) {
        if (!pending.isEmpty()) {
            retained.overtaken(live.topic().name());
        }
    }

    /** A session's client may take more now. */
    public void resume(Subscriber subscriber) {
        if (!pending.isEmpty() && pending.containsKey(subscriber) && ready.add(subscriber)) {
            plan();
        }
    }

    /** A session's client is gone; it may come back. */
    public void rest(Subscriber subscriber) {
        ArrayDeque<Pending> cursors = pending.get(subscriber);
        if (cursors != null) {
            cursors.element().cursor().rest();
        }
    }

    /** A session is at its end. */
    void forget(Subscriber subscriber) {
        rest(subscriber);
        pending.remove(subscriber);
        ready.remove(subscriber);
    }

    private void plan() {
        if (!planned) {
            planned = true;
            loop.execute(this::turn);
        }
    }

    /** One step for one subscriber. */
    private void turn() {
        planned = false;
        if (ready.isEmpty()) {
            return;
        }
        Subscriber next = ready.iterator().next();
        ready.remove(next);
        step(next);
        if (!ready.isEmpty()) {
            plan();
        }
    }

    private void step(Subscriber subscriber) {
        ArrayDeque<Pending> cursors = pending.get(subscriber);
        if (cursors == null) {
            return;
        }
        int examined = 0;
        int sent = 0;
        while (!cursors.isEmpty()) {
            Subscription to = cursors.element().to();
            RetainedCursor cursor = cursors.element().cursor();
            RetainedNode node = isWanted(to) ? cursor.peek() : null;
            Message message = node == null ? null : node.message();
            if (message == null) {
                cursor.rest();
                cursors.remove();
                continue;
            }
            if (++examined > EXAMINED || sent >= SENT) {
                resume(subscriber);
                return;
            }
            if (!cursor.matches(message)
                    || subscriber.permissions().denies(message.topic().name())) {
                cursor.advance();
            } else if (message.expired(ticks.getAsLong())) {
                cursor.advance();
                retained.remove(message.topic().name());
            } else {
                int qos = Math.min(message.qos(), to.qos());
                Message whole = subscriber.takes(qos) ? payloads.find(message, subscriber) : null;
                if (whole == null || !subscriber.reserves(whole)) {
                    return;
                }
                cursor.advance();
                Route.Stop stop = Route.stop(to);
                frames.now(ticks.getAsLong());
                subscriber.deliver(whole, qos, true, stop, frames);
                frames.clear();
                sent++;
            }
        }
        pending.remove(subscriber);
    }

    /** It may have been ended, or made anew otherwise, meanwhile. */
    private static boolean isWanted(Subscription to) {
        return to.equals(to.subscriber().subscriptions().get(to.filter().toString()));
    }
}
