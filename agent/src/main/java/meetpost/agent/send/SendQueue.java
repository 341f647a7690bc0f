package meetpost.agent.send;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import meetpost.agent.link.PublishChannel;
import org.tinylog.Logger;

/**
 * The messages of one session that are on their way: those that wait for a place in the window, in
 * order, and those that the broker has not acknowledged. For one thread, but for {@link
 * #published}.
 */
public final class SendQueue {

    private final Queue<OutgoingMessage> waiting = new ArrayDeque<>();
    private final Set<OutgoingMessage> flying = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AtomicLong published = new AtomicLong();
    private final Consumer<Runnable> thread;
    private long session;

    /**
     * @param thread has its thread run something; is called on any thread
     */
    public SendQueue(Consumer<Runnable> thread) {
        this.thread = requireNonNull(thread, "thread");
    }

    public void add(OutgoingMessage outgoing) {
        waiting.add(outgoing);
    }

    /** Says whether there was any. */
    public boolean addAll(Collection<OutgoingMessage> messages) {
        return waiting.addAll(messages);
    }

    /** Whether none waits for a place in the window. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether the broker has acknowledged all that were handed to it. */
    public boolean areAcked() {
        return flying.isEmpty();
    }

    /** Messages that the broker has acknowledged, in all sessions. */
    public long published() {
        return published.get();
    }

    /**
     * Hands the first to the broker, if its topic is open; says whether it is on its way, or never
     * will be.
     *
     * @param gate knows where we publish
     */
    public boolean publish(PublishChannel way, TopicGate gate) {
        OutgoingMessage outgoing = waiting.element();
        if (!gate.isOpen(outgoing.message().topic())) {
            waiting.remove();
            outgoing.acked().run();
            return true;
        }
        long ours = session;
        gate.sent(outgoing.message());
        try {
            if (!way.publish(
                    outgoing.message(), () -> thread.accept(() -> acked(ours, outgoing)))) {
                gate.unsent(outgoing.message());
                return false;
            }
            flying.add(outgoing);
        } catch (IllegalArgumentException e) {
            // The library does not take the topic. What waits behind it must not wait for ever.
            Logger.error("{} cannot be published: {}", outgoing.message().topic(), e.getMessage());
            outgoing.acked().run();
        }
        waiting.remove();
        return true;
    }

    /** The session is over. */
    public void end() {
        session++;
        flying.forEach(each -> each.lost().run());
        flying.clear();
        waiting.forEach(each -> each.lost().run());
        waiting.clear();
    }

    private void acked(long then, OutgoingMessage outgoing) {
        if (then == session) {
            flying.remove(outgoing);
            published.incrementAndGet();
            outgoing.acked().run();
        }
    }
}
