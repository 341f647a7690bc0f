package meetpost.simulator.time;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The threads that live in a {@link SimulatedTime}, by whose lock they are guarded. */
final class Travellers {

    private final Map<Thread, Traveller> all = new HashMap<>();
    private final Duration look;
    private final int patience;
    private volatile boolean released;

    /**
     * @param look how often they are looked at, at most
     * @param patience after so many looks one that is blocked elsewhere is given up
     */
    Travellers(Duration look, int patience) {
        this.look = look;
        this.patience = patience;
    }

    Optional<Traveller> me() {
        return Optional.ofNullable(all.get(Thread.currentThread()));
    }

    void add(Traveller traveller) {
        all.put(traveller.thread, traveller);
    }

    void remove(Traveller traveller) {
        all.remove(traveller.thread);
    }

    long waiting() {
        return all.values().stream().filter(each -> each.waiting).count();
    }

    /** Nobody holds time up any more. */
    void release() {
        released = true;
    }

    /** The tick that time may not pass. */
    long earliest() {
        long earliest = Long.MAX_VALUE;
        for (Traveller each : all.values()) {
            if (!each.lost && !released) {
                earliest = Math.min(earliest, each.tick);
            }
        }
        return earliest;
    }

    /** Whether nobody works, and nobody's turn is before that of this one. */
    boolean isFirst(Traveller traveller) {
        for (Traveller other : all.values()) {
            if (other != traveller && !other.lost && (!other.waiting || other.before(traveller))) {
                return false;
            }
        }
        return true;
    }

    /** Whoever is first may be due, or has to look at the time from now on. */
    void wakeFirst() {
        Traveller first = null;
        for (Traveller each : all.values()) {
            if (each.waiting && (first == null || each.before(first))) {
                first = each;
            }
        }
        if (first != null) {
            first.turn.signal();
        }
    }

    /** Gives up who has ended, or is blocked elsewhere. */
    void look() {
        boolean gone = all.keySet().removeIf(thread -> !thread.isAlive());
        long now = System.nanoTime();
        for (Traveller each : all.values()) {
            if (!each.waiting && !each.lost && now - each.lookedAt >= look.toNanos()) {
                each.lookedAt = now;
                boolean runs = each.thread.getState() == Thread.State.RUNNABLE;
                each.blocked = runs ? 0 : each.blocked + 1;
                // Looks are counted, not time: a process may be stopped for a while.
                each.lost = each.blocked > patience;
                gone |= each.lost;
            }
        }
        if (gone) {
            wakeFirst();
        }
    }
}
