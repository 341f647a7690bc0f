package meetpost.agent.sampling;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;

/**
 * Looks round for measurements that hang, without needing their threads: an attempt that is seen
 * under way in five rounds, a quarter of the deadline apart, is given up. Rounds are counted rather
 * than time measured, so that a process that was stopped for a while accuses nobody.
 */
final class SensorWatch {

    private static final int ROUNDS = 4;

    /** However fast a simulation runs, looking round more often than this would slow it down. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);

    private static final LastLook NOTHING = new LastLook(0, 0);

    private final Supplier<List<SampledSensor>> sensors;
    private final Ticks ticks;
    private final Duration round;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Worker worker = new Worker("sensor-watch", Ticks.REAL, this::turn);

    /** For the watch's thread. */
    private Map<SampledSensor, LastLook> seen = new HashMap<>();

    /** The tick of its last round. For the watch's thread. */
    private long looked;

    /** The deadline is for a sensor that has a bus to itself. */
    SensorWatch(Supplier<List<SampledSensor>> sensors, Ticks ticks, Duration deadline) {
        this.sensors = sensors;
        this.ticks = ticks;
        this.round = deadline.dividedBy(ROUNDS);
    }

    void start() {
        looked = ticks.now();
        worker.start();
    }

    void stop() {
        worker.end();
        stopped.countDown();
    }

    private void turn() throws InterruptedException {
        if (!stopped.await(realRound().toNanos(), TimeUnit.NANOSECONDS)) {
            look();
        }
    }

    private Duration realRound() {
        Duration real = ticks.real(ticks.now() + round.toNanos());
        return real.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : real;
    }

    /** The real tick of its last round. */
    long turned() {
        return worker.turned();
    }

    private void look() {
        if (ticks.isStretched(looked, round)) {
            // For the sensors this round is not over yet.
            return;
        }
        looked = ticks.now();
        Map<SampledSensor, LastLook> now = new HashMap<>();
        for (SampledSensor sensor : sensors.get()) {
            LastLook last = lastLook(sensor);
            if (round.multipliedBy(last.rounds()).compareTo(sensor.deadline()) >= 0) {
                sensor.giveUp(last.attempt());
            } else if (last.attempt() != 0) {
                now.put(sensor, last);
            }
        }
        seen = now;
    }

    /** How many rounds ago the attempt that is under way now was first seen. */
    private LastLook lastLook(SampledSensor sensor) {
        long attempt = sensor.underWay();
        LastLook before = seen.getOrDefault(sensor, NOTHING);
        boolean known = attempt != 0 && before.attempt() == attempt;
        return new LastLook(attempt, known ? before.rounds() + 1 : 0);
    }

    private record LastLook(long attempt, int rounds) {}
}
