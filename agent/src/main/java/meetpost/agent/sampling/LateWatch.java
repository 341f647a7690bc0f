package meetpost.agent.sampling;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.WakeSignal;

/**
 * Sends help to buses where an instant passed and nobody asked: it sleeps until shortly after the
 * next planned instant, which its bus's own worker has seen to by then unless that is busy.
 */
final class LateWatch {

    /** A sensor that is asked this late was late anyway. */
    static final Duration GRACE = Duration.ofMillis(50);

    /** Where nobody is free to help. */
    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Supplier<List<BusQueue>> queues;
    private final Supplier<Duration> shortest;
    private final Spares spares;
    private final Ticks ticks;
    private final WakeSignal signal;

    /**
     * @param shortest interval of all sensors: who is being asked now may be due again after that
     */
    LateWatch(
            Supplier<List<BusQueue>> queues,
            Supplier<Duration> shortest,
            Spares spares,
            Ticks ticks) {
        this.queues = queues;
        this.shortest = shortest;
        this.spares = spares;
        this.ticks = ticks;
        this.signal = ticks.signal();
    }

    /** There are other sensors than before. */
    void changed() {
        signal.raise();
    }

    /** Looks once, and sleeps. */
    void turn() throws InterruptedException {
        Duration sleep = shortest.get().plus(GRACE);
        for (BusQueue queue : queues.get()) {
            Duration until = look(queue);
            sleep = until.compareTo(sleep) < 0 ? until : sleep;
        }
        boolean unused = signal.await(sleep.compareTo(GRACE) < 0 ? GRACE : sleep);
    }

    /** How long until it is worth another look. */
    private Duration look(BusQueue queue) {
        int late = queue.late(GRACE);
        if (late > 0) {
            return spares.send(queue, late) ? GRACE : AGAIN;
        }
        OptionalLong earliest = queue.earliest();
        return earliest.isEmpty()
                ? AGAIN.plus(shortest.get())
                : Duration.ofNanos(earliest.getAsLong() - ticks.now()).plus(GRACE);
    }
}
