package meetpost.agent.sampling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.WakeSignal;

/**
 * Workers for buses that are late: their own one waits for a conversion, or hangs in the kernel. A
 * few, however many sensors there are, and never all of them for one bus: one that hangs as a whole
 * leaves some for the others. For several threads.
 */
final class Spares {

    static final int MOST = 8;
    static final int MOST_OF_A_BUS = 6;

    private static final Duration LONG = Duration.ofDays(365);

    private final Ticks ticks;

    /** From here on guarded by this. */
    private final List<Worker> workers = new ArrayList<>();

    private final Deque<Spare> free = new ArrayDeque<>();
    private final Map<BusQueue, Integer> helping = new HashMap<>();

    Spares(Ticks ticks) {
        this.ticks = ticks;
    }

    /** How many there are for so many sensors on so many buses. */
    static int count(int sensors, int buses) {
        return Math.min(MOST, Math.max(0, sensors - buses));
    }

    /** From now on there are at least so many. */
    synchronized void grow(int count) {
        while (workers.size() < count) {
            var spare = new Spare();
            var worker = SensorWork.worker("spare-" + (workers.size() + 1), ticks, spare::turn);
            workers.add(worker);
            free.add(spare);
            worker.start();
        }
    }

    /** Sends so many to that bus, as far as there are. Says whether any was sent. */
    synchronized boolean send(BusQueue queue, int count) {
        int sent = 0;
        while (sent < count && !free.isEmpty() && helping.getOrDefault(queue, 0) < MOST_OF_A_BUS) {
            helping.merge(queue, 1, Integer::sum);
            free.remove().send(queue);
            sent++;
        }
        return sent > 0;
    }

    synchronized Collection<Worker> workers() {
        return List.copyOf(workers);
    }

    private synchronized void done(Spare spare, BusQueue queue) {
        helping.merge(queue, -1, Integer::sum);
        free.add(spare);
    }

    /** One of them. */
    private final class Spare {

        private final WakeSignal signal = ticks.signal();
        private volatile Optional<BusQueue> queue = Optional.empty();

        void send(BusQueue late) {
            queue = Optional.of(late);
            signal.raise();
        }

        /** Asks what is due on the bus to which it was sent, until nothing is. */
        void turn() throws InterruptedException {
            if (queue.isEmpty()) {
                boolean unused = signal.await(LONG);
                return;
            }
            BusQueue late = queue.get();
            Optional<SampledSensor> due = late.takeDue();
            if (due.isEmpty()) {
                queue = Optional.empty();
                done(this, late);
            } else if (due.get().ask()) {
                late.add(due.get());
            }
        }
    }
}
