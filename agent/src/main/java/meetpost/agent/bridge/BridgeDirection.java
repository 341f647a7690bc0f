package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.log.Defects;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;
import org.tinylog.Logger;

/**
 * One direction of a bridge: what comes at one end waits in an outbox until the other end has
 * acknowledged it, in order.
 *
 * <p>A thread of its own carries. The links' threads only leave things here, and never wait.
 */
final class BridgeDirection {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofMillis(20);

    private final ForwardingRule rule;
    private final Outbox<BridgedMessage> outbox;
    private final Ticks ticks;
    private final BlockingQueue<Runnable> signals = new LinkedBlockingQueue<>();
    private final AtomicLong carried = new AtomicLong();
    private final Defects defects = new Defects();
    private final Worker worker;

    private volatile boolean open;
    private volatile boolean idle;

    /** From here on: the thread's own. */
    private final Queue<Carried> outgoing = new ArrayDeque<>();

    private final Queue<Entry<BridgedMessage>> out = new ArrayDeque<>();
    private Optional<PublishChannel> uplink = Optional.empty();
    private long session;
    private long opens;

    /** A message and what follows when the broker has it. */
    private record Carried(Message message, Runnable acked) {}

    /**
     * @param name of the thread
     */
    BridgeDirection(String name, ForwardingRule rule, Outbox<BridgedMessage> outbox, Ticks ticks) {
        this.rule = requireNonNull(rule, "rule");
        this.outbox = requireNonNull(outbox, "outbox");
        this.ticks = requireNonNull(ticks, "ticks");
        worker = new Worker(name, ticks, this::turn);
    }

    void start() {
        worker.start();
    }

    /** A message came at its beginning. */
    void arrived(String topic, byte[] payload, boolean retained) {
        rule.inspect(topic, payload, retained, open)
                .ifPresent(
                        crossing -> {
                            outbox.add(crossing);
                            ring();
                        });
    }

    /** A message came that the link did not keep. */
    void tooLarge(String topic) {
        rule.tooLarge(topic);
    }

    /** There is a session at its end. */
    void up(PublishChannel way) {
        open = true;
        signals.add(
                () -> {
                    uplink = Optional.of(way);
                    // Until then the broker has said who takes what from it.
                    opens = ticks.now() + LOOK.toNanos();
                });
    }

    /** It is over. */
    void down() {
        open = false;
        signals.add(this::end);
    }

    /** Whether its end is the broker at its beginning. */
    boolean leadsBack() {
        return rule.leadsBack();
    }

    /** Messages that the broker at its end has acknowledged. */
    long carried() {
        return carried.get();
    }

    /** The tick at which the thread was last seen at work: seconds ago if it is well. */
    long turned() {
        return worker.turned();
    }

    /** Blocks until nothing waits any more, or for {@code max}. */
    void settle(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        while (!(open && idle && outbox.isEmpty()) && !ticks.real(end).isZero()) {
            ring();
            worker.join(shorter(SETTLING, ticks.real(end)));
        }
    }

    /** Stops it: when nothing waits, if there is a session, after {@code max} at the latest. */
    void close(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        if (open) {
            settle(max);
        }
        worker.end();
        ring();
        worker.join(ticks.real(end));
    }

    private void ring() {
        if (signals.isEmpty()) {
            signals.add(() -> {});
        }
    }

    private void turn() throws InterruptedException {
        Runnable signal = signals.poll(patience(), TimeUnit.NANOSECONDS);
        try {
            while (signal != null) {
                signal.run();
                signal = signals.poll();
            }
            work();
        } catch (RuntimeException | Error e) {
            defects.cost(e, worker.name() + " waits for a session");
            end();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private long patience() {
        Duration closed = ticks.real(opens);
        return (uplink.isPresent() && !closed.isZero() ? closed : LOOK).toNanos();
    }

    private void end() {
        uplink = Optional.empty();
        session++;
        outgoing.clear();
        out.forEach(outbox::giveBack);
        out.clear();
    }

    private void work() {
        boolean may = uplink.isPresent() && ticks.now() - opens >= 0;
        while (may && (!outgoing.isEmpty() || fetch(uplink.get()))) {
            if (!publish(uplink.get(), outgoing.element())) {
                return;
            }
            outgoing.remove();
        }
        idle = out.isEmpty();
    }

    /** Puts what is to go next into {@link #outgoing}; false if there is nothing. */
    private boolean fetch(PublishChannel way) {
        Optional<Entry<BridgedMessage>> next = outbox.next();
        while (next.isPresent() && !rule.lets(next.get())) {
            outbox.confirm(next.get());
            next = outbox.next();
        }
        if (next.isEmpty()) {
            return false;
        }
        Entry<BridgedMessage> entry = next.get();
        idle = false;
        out.add(entry);
        rule.note(entry.thing(), way.isBridge())
                .ifPresent(note -> outgoing.add(new Carried(note, () -> {})));
        return outgoing.add(new Carried(entry.thing().message(), () -> delivered(entry)));
    }

    private void delivered(Entry<BridgedMessage> entry) {
        out.remove(entry);
        outbox.confirm(entry);
        carried.incrementAndGet();
    }

    /** Says whether the message is on its way, or never will be. */
    private boolean publish(PublishChannel way, Carried outgoing) {
        long ours = session;
        try {
            return way.publish(outgoing.message(), () -> signals.add(() -> acked(ours, outgoing)));
        } catch (IllegalArgumentException e) {
            // The library does not take the topic. What waits behind it must not wait for ever.
            Logger.error("{} cannot be published: {}", outgoing.message().topic(), e.getMessage());
            outgoing.acked().run();
            return true;
        }
    }

    private void acked(long then, Carried outgoing) {
        if (then == session) {
            outgoing.acked().run();
        }
    }
}
