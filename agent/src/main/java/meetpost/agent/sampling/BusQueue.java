package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.WakeSignal;

/**
 * The sensors of one bus that wait for their next instant, the earliest first. One worker is the
 * bus's own and waits here; others help where it is late. For several threads.
 */
final class BusQueue {

    /** However long nothing is planned. */
    private static final Duration LONG = Duration.ofDays(365);

    /** Waits that are shorter are of the clock, for a simulation's signals are no more exact. */
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Ticks compare by difference only. */
    private static final Comparator<SampledSensor> BY_TICK =
            (one, other) -> Long.signum(one.next() - other.next());

    private final String name;
    private final Ticks ticks;

    /** Raised for the bus's own worker. */
    private final WakeSignal signal;

    /** Guarded by this. */
    private final PriorityQueue<SampledSensor> waiting =
            new PriorityQueue<>(BY_TICK.thenComparing(sensor -> sensor.settings().name()));

    BusQueue(String name, Ticks ticks) {
        this.name = requireNonNull(name, "name");
        this.ticks = requireNonNull(ticks, "ticks");
        this.signal = ticks.signal();
    }

    /** What threads of the bus are called by. */
    static String nameOf(Wire wire) {
        if (wire instanceof Wire.I2c i2c) {
            return "i2c-" + i2c.bus();
        }
        if (wire instanceof Wire.Program) {
            return "programs";
        }
        return wire instanceof Wire.OneWire ? "1-wire" : "kernel";
    }

    String name() {
        return name;
    }

    /** It waits from now on. Wakes the bus's own worker if it is the earliest. */
    void add(SampledSensor sensor) {
        if (put(sensor)) {
            signal.raise();
        }
    }

    /** The same, by the bus's own worker. Says whether it is the earliest. */
    synchronized boolean put(SampledSensor sensor) {
        if (!sensor.isStopping()) {
            waiting.add(sensor);
        }
        return waiting.peek() == sensor;
    }

    synchronized void remove(SampledSensor sensor) {
        waiting.remove(sensor);
    }

    /** The earliest, if its instant has come: it waits no more. */
    synchronized Optional<SampledSensor> takeDue() {
        return Optional.ofNullable(waiting.peek())
                .filter(sensor -> sensor.next() - ticks.now() <= 0)
                .map(sensor -> waiting.remove());
    }

    /** The tick of the earliest; empty if none waits. */
    synchronized OptionalLong earliest() {
        return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.peek().next());
    }

    /** How many are late by so much. */
    synchronized int late(Duration by) {
        long tick = ticks.now() - by.toNanos();
        return (int) waiting.stream().filter(sensor -> sensor.next() - tick <= 0).count();
    }

    /** For the bus's own worker: asks what is due, or blocks until something is, or may be. */
    void turn() throws InterruptedException {
        Optional<SampledSensor> due = takeDue();
        if (due.isEmpty()) {
            await();
        } else if (due.get().ask()) {
            boolean unused = put(due.get());
        }
    }

    private void await() throws InterruptedException {
        OptionalLong earliest = earliest();
        if (earliest.isEmpty()) {
            boolean unused = signal.await(LONG);
            return;
        }
        Duration left = Duration.ofNanos(earliest.getAsLong() - ticks.now());
        if (left.compareTo(SHORT) < 0) {
            ticks.until(earliest.getAsLong());
        } else {
            boolean unused = signal.await(left);
        }
    }
}
