package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.log.Defects;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.send.OutgoingMessage;
import meetpost.agent.send.SendQueue;
import meetpost.agent.send.Signals;
import meetpost.agent.send.TopicGate;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;

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
    private final AtomicLong carried = new AtomicLong();
    private final Defects defects = new Defects();
    private final Signals signals;
    private final SendQueue outgoing;
    private final Worker worker;

    private volatile boolean open;
    private volatile boolean idle;

    /** From here on: the thread's own. */
    private final Queue<Entry<BridgedMessage>> out = new ArrayDeque<>();

    private Optional<PublishChannel> uplink = Optional.empty();
    private long opens;

    /**
     * @param name of the thread
     */
    BridgeDirection(String name, ForwardingRule rule, Outbox<BridgedMessage> outbox, Ticks ticks) {
        this.rule = requireNonNull(rule, "rule");
        this.outbox = requireNonNull(outbox, "outbox");
        this.ticks = requireNonNull(ticks, "ticks");
        signals = new Signals(name);
        outgoing = new SendQueue(signals::add);
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
                            signals.ring();
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
            signals.ring();
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
        signals.ring();
        worker.join(ticks.real(end));
    }

    private void turn() throws InterruptedException {
        try {
            signals.run(patience());
            work();
        } catch (RuntimeException | Error e) {
            defects.cost(e, worker.name() + " waits for a session");
            end();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration patience() {
        Duration closed = ticks.real(opens);
        return uplink.isPresent() && !closed.isZero() ? closed : LOOK;
    }

    private void end() {
        uplink = Optional.empty();
        outgoing.end();
        out.forEach(outbox::giveBack);
        out.clear();
    }

    private void work() {
        boolean may = uplink.isPresent() && ticks.now() - opens >= 0;
        while (may && (!outgoing.isEmpty() || fetch(uplink.get()))) {
            if (!outgoing.publish(uplink.get(), TopicGate.OPEN)) {
                return;
            }
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
                .ifPresent(note -> outgoing.add(OutgoingMessage.of(note)));
        outgoing.add(new OutgoingMessage(entry.thing().message(), () -> delivered(entry)));
        return true;
    }

    private void delivered(Entry<BridgedMessage> entry) {
        out.remove(entry);
        outbox.confirm(entry);
        carried.incrementAndGet();
    }
}
