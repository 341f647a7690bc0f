package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.bus.WakeSignal;

/**
 * What arrived and was not looked at yet. Commands leave in the order in which they came, also
 * those for different addressees, which may exclude each other. In a flood the newest for an
 * addressee wins, so that it ends in the state that was asked for last; only the safe level is
 * never overtaken. A flood for one addressee delays and overtakes none for another.
 *
 * <p>Bounded in commands and bytes for each addressee. Safe for use by several threads.
 */
final class CommandQueue {

    /** Commands that wait for one addressee. */
    static final int MOST = 1000;

    /** From this many on its commands wait for those of others. */
    static final int BURST = 100;

    private final int mostBytes;
    private final WakeSignal arrived;
    private final Map<String, Lane> directions = new HashMap<>();
    private long arrivals;
    private long departures;
    private boolean floodHadTurn;

    /**
     * @param mostBytes for one addressee; twice as much where all of them ask for the safe level
     * @param arrived for who takes
     */
    CommandQueue(int mostBytes, WakeSignal arrived) {
        this.mostBytes = mostBytes;
        this.arrived = requireNonNull(arrived, "arrived");
    }

    /**
     * Adds one. Never waits for room.
     *
     * @return what had to go: older ones for the same addressee
     */
    List<Incoming> add(Incoming incoming) {
        List<Incoming> gone;
        synchronized (this) {
            Lane direction =
                    directions.computeIfAbsent(incoming.addressee().name(), any -> new Lane());
            direction.add(incoming);
            gone = direction.overflow();
        }
        arrived.raise();
        return gone;
    }

    /** The next; empty if there is none after {@code max}, or sooner. One thread. */
    Optional<Incoming> take(Duration max) throws InterruptedException {
        Optional<Incoming> next = next();
        if (next.isEmpty() && !max.isZero()) {
            // Woken without cause, the caller looks at its clock and asks again.
            boolean unused = arrived.await(max);
            next = next();
        }
        return next;
    }

    /** Waits, and takes nothing. One thread. */
    void pause(Duration max) throws InterruptedException {
        // Woken without cause, the caller looks again.
        boolean unused = arrived.await(max);
    }

    /** Whoever takes, returns. */
    void wake() {
        arrived.raise();
    }

    /** Whether more wait for one addressee than should, which may not be overtaken. */
    synchronized boolean isBehind() {
        return directions.values().stream().anyMatch(Lane::isFull);
    }

    /** The next; empty if there is none. One thread. */
    synchronized Optional<Incoming> next() {
        Optional<Lane> ordinary =
                directions.values().stream()
                        .filter(direction -> direction.has(false))
                        .min(Comparator.comparingLong(direction -> direction.head().arrival()));
        Optional<Lane> flooded =
                directions.values().stream()
                        .filter(direction -> direction.has(true))
                        .min(Comparator.comparingLong(direction -> direction.lastDeparture));
        floodHadTurn = ordinary.isEmpty() || (flooded.isPresent() && !floodHadTurn);
        return (floodHadTurn ? flooded : ordinary).map(Lane::remove);
    }

    private record Waiting(Incoming incoming, long arrival, boolean inFlood) {}

    /** What waits for one addressee. */
    private final class Lane {

        private final Deque<Waiting> waiting = new ArrayDeque<>();

        /** Older than what waits: what was found to be for the safe level when others had to go. */
        private final Deque<Waiting> safe = new ArrayDeque<>();

        private int bytes;
        private long lastDeparture;

        void add(Incoming incoming) {
            waiting.add(new Waiting(incoming, arrivals++, size() >= BURST));
            bytes += incoming.size();
        }

        Waiting head() {
            return safe.isEmpty() ? waiting.element() : safe.element();
        }

        boolean has(boolean inFlood) {
            return size() > 0 && head().inFlood() == inFlood;
        }

        Incoming remove() {
            lastDeparture = departures++;
            return removed(safe.isEmpty() ? waiting : safe);
        }

        boolean isFull() {
            return size() > MOST || bytes > mostBytes;
        }

        List<Incoming> overflow() {
            List<Incoming> gone = new ArrayList<>();
            while (isFull() && waiting.size() > 1) {
                if (waiting.element().incoming().isSafe()) {
                    safe.add(waiting.remove());
                } else {
                    gone.add(removed(waiting));
                }
            }
            while (bytes > 2L * mostBytes && safe.size() > 1) {
                gone.add(removed(safe));
            }
            return gone;
        }

        private Incoming removed(Deque<Waiting> from) {
            Incoming oldest = from.remove().incoming();
            bytes -= oldest.size();
            return oldest;
        }

        private int size() {
            return waiting.size() + safe.size();
        }
    }
}
