package meetpost.broker;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sends new subscriptions what is retained, [MQTT-3.3.1-6], as fast as their clients take it and in
 * steps between which others have their turn. It passes through no queue: what cannot go out yet
 * stays where it is retained. Confined to the event loop.
 */
final class RetainedDelivery {

    /** In one step; with wide filters about half a millisecond. */
    private static final int EXAMINED = 1_000;

    private static final int SENT = 100;

    private final Engine engine;
    private final EventLoop loop;
    private final Retained retained;
    private final RetainedPayloads payloads;
    private final Map<Session, ArrayDeque<RetainedCursor>> pending = new HashMap<>();
    private final Set<Session> ready = new LinkedHashSet<>();
    private boolean planned;

    RetainedDelivery(Engine engine, EventLoop loop, Retained retained) {
        this.engine = engine;
        this.loop = loop;
        this.retained = retained;
        this.payloads = new RetainedPayloads(engine, this::step);
    }

    /** A subscription was made. The first step is done at once. */
    void begin(Subscription to) {
        ArrayDeque<RetainedCursor> cursors =
                pending.computeIfAbsent(to.session(), key -> new ArrayDeque<>(1));
        cursors.removeIf(
                cursor -> {
                    boolean again = cursor.to().filter().equals(to.filter());
                    if (again) {
                        cursor.rest();
                    }
                    return again;
                });
        cursors.add(new RetainedCursor(to, retained));
        step(to.session());
    }

    /** A live message goes out to whoever subscribed to its topic. */
    void overtake(Message live) {
        if (!pending.isEmpty()) {
            retained.overtaken(live.topic().name());
        }
    }

    /** A session's client may take more now. */
    void resume(Session session) {
        if (!pending.isEmpty() && pending.containsKey(session) && ready.add(session)) {
            plan();
        }
    }

    /** A session's client is gone; it may come back. */
    void rest(Session session) {
        ArrayDeque<RetainedCursor> cursors = pending.get(session);
        if (cursors != null) {
            cursors.element().rest();
        }
    }

    /** A session is at its end. */
    void forget(Session session) {
        rest(session);
        pending.remove(session);
        ready.remove(session);
    }

    private void plan() {
        if (!planned) {
            planned = true;
            loop.execute(this::turn);
        }
    }

    /** One step for one session. */
    private void turn() {
        planned = false;
        if (ready.isEmpty()) {
            return;
        }
        Session next = ready.iterator().next();
        ready.remove(next);
        step(next);
        if (!ready.isEmpty()) {
            plan();
        }
    }

    private void step(Session session) {
        ArrayDeque<RetainedCursor> cursors = pending.get(session);
        if (cursors == null) {
            return;
        }
        int examined = 0;
        int sent = 0;
        while (!cursors.isEmpty()) {
            RetainedCursor cursor = cursors.element();
            Retained.Node node = isWanted(cursor.to()) ? cursor.peek() : null;
            Message message = node == null ? null : node.message();
            if (message == null) {
                cursor.rest();
                cursors.remove();
                continue;
            }
            if (++examined > EXAMINED || sent >= SENT) {
                resume(session);
                return;
            }
            if (!cursor.matches(message) || session.permissions().denies(message.topic().name())) {
                cursor.advance();
            } else if (message.expired(engine.now())) {
                cursor.advance();
                retained.remove(message.topic().name());
            } else {
                int qos = Math.min(message.qos(), cursor.to().qos());
                Message whole = session.takes(qos) ? payloads.find(message, session) : null;
                if (whole == null || !session.reserves(whole)) {
                    return;
                }
                cursor.advance();
                Route.Stop stop = Route.stop(cursor.to());
                session.deliver(whole, qos, true, stop, engine.frames());
                engine.frames().clear();
                sent++;
            }
        }
        pending.remove(session);
    }

    /** It may have been ended, or made anew otherwise, meanwhile. */
    private static boolean isWanted(Subscription to) {
        return to.equals(to.session().subscriptions().get(to.filter().toString()));
    }
}
