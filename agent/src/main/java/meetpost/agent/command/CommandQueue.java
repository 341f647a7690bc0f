package meetpost.agent.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What arrived and was not looked at yet, in order. Bounded: the newest wins, so that a burst ends
 * in the state that was asked for last. Safe for use by several threads.
 */
final class CommandQueue {

    private final int capacity;
    private final Deque<Incoming> waiting = new ArrayDeque<>();

    CommandQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds at the end. Never waits for room.
     *
     * @return what had to go: the oldest for the same actuator, or the oldest of all
     */
    synchronized Optional<Incoming> add(Incoming incoming) {
        Optional<Incoming> overtaken =
                waiting.size() < capacity ? Optional.empty() : Optional.of(oldest(incoming));
        waiting.addLast(incoming);
        notifyAll();
        return overtaken;
    }

    private Incoming oldest(Incoming incoming) {
        for (Iterator<Incoming> each = waiting.iterator(); each.hasNext(); ) {
            Incoming one = each.next();
            if (one.actuator().name().equals(incoming.actuator().name())) {
                each.remove();
                return one;
            }
        }
        return waiting.removeFirst();
    }

    /** The first; empty if there is none after {@code max}, or sooner. */
    synchronized Optional<Incoming> take(Duration max) throws InterruptedException {
        if (waiting.isEmpty() && !max.isZero()) {
            // Woken without cause, the caller looks at its clock and asks again.
            TimeUnit.NANOSECONDS.timedWait(this, max.toNanos());
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Whoever takes, returns. */
    synchronized void wake() {
        notifyAll();
    }
}
