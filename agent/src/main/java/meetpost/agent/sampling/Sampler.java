package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/**
 * Asks every sensor at its planned instants, each on a thread of its own, so that none delays or
 * disturbs another. What comes of it, a reading or a fault, goes to the {@link SampleListener}.
 *
 * <p>An {@link Error} ends the thread that met it and reaches the process's uncaught-exception
 * handler. Safe for use by several threads.
 */
public final class Sampler {

    /**
     * A measurement that takes longer is the fault {@code bus}. A part needs at most one second on
     * 1-wire; on top of this a tenth is allowed for each sensor that it shares its bus with.
     */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int TENTH = 10;

    private final Board board;
    private final Ticks ticks;
    private final Clock clock;
    private final SampleListener listener;
    private final Duration deadline;
    private final SensorWatch watch;

    /** Guarded by this. */
    private final Map<String, SensorLoop> loops = new LinkedHashMap<>();

    /** Guarded by this. */
    private State state = State.NEW;

    /**
     * Nothing is opened and no thread runs before {@link #run} or {@link #round}.
     *
     * @param clock stamps the samples
     */
    public Sampler(Board board, Ticks ticks, Clock clock, SampleListener listener) {
        this(board, ticks, clock, listener, DEADLINE);
    }

    Sampler(Board board, Ticks ticks, Clock clock, SampleListener listener, Duration deadline) {
        this.board = requireNonNull(board, "board");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        this.listener = requireNonNull(listener, "listener");
        this.deadline = requireNonNull(deadline, "deadline");
        this.watch = new SensorWatch(this::loops, ticks, deadline);
    }

    /**
     * From now on asks these sensors and no others, the new ones at once. One whose settings are
     * what they were goes on undisturbed. Does not block; does nothing after {@link #stop}.
     */
    public synchronized void run(List<SensorSettings> sensors) {
        if (state == State.STOPPED) {
            return;
        }
        List<SensorLoop> over =
                loops.values().stream().filter(loop -> !sensors.contains(loop.settings())).toList();
        over.forEach(SensorLoop::stop);
        loops.values().removeAll(over);
        for (SensorSettings settings : sensors) {
            if (!loops.containsKey(settings.name())) {
                begin(settings, sensors, false);
            }
        }
        startWatch();
    }

    /**
     * Asks each of these sensors once, a part that is not ready yet several times, and ends.
     *
     * @return whether all of them have given a sample within {@code max}
     */
    public boolean round(List<SensorSettings> sensors, Duration max) throws InterruptedException {
        synchronized (this) {
            if (state != State.NEW) {
                throw new IllegalStateException("this sampler is already " + state);
            }
            sensors.forEach(settings -> begin(settings, sensors, true));
            startWatch();
        }
        return joined(max);
    }

    /**
     * Asks no sensor any more and gives no more samples. Blocks until every thread has ended, or
     * for {@code max}: a driver that hangs is left behind, on a daemon thread. A second call does
     * nothing.
     *
     * @return whether every thread has ended
     */
    public boolean stop(Duration max) throws InterruptedException {
        synchronized (this) {
            state = State.STOPPED;
            watch.stop();
            loops.values().forEach(SensorLoop::stop);
        }
        return joined(max);
    }

    /**
     * Measures with that sensor now, between two of its planned measurements. Blocks for the
     * conversion, after at most {@code max} until the sensor is free.
     *
     * @return empty if there is no sensor of that name
     */
    public Optional<SensorProbe> probe(String name, Duration max) throws InterruptedException {
        SensorLoop loop;
        synchronized (this) {
            loop = loops.get(name);
        }
        return loop == null ? Optional.empty() : Optional.of(loop.probe(max));
    }

    /** The real tick of the watch's last sign of life: one comes in a quarter of the deadline. */
    public long turned() {
        return watch.turned();
    }

    /** Planned instants of each sensor that passed while it was still busy, since it began. */
    public Map<String, Long> missed() {
        return loops().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                loop -> loop.settings().name(), SensorLoop::missed));
    }

    /**
     * What each part is that is not what it is sold as; those of which nothing tells are not there.
     */
    public Map<String, String> remarks() {
        var remarks = new TreeMap<String, String>();
        loops().forEach(
                        loop ->
                                loop.remark()
                                        .ifPresent(
                                                remark ->
                                                        remarks.put(
                                                                loop.settings().name(), remark)));
        return remarks;
    }

    /** How late each sensor was last asked. */
    public Map<String, Duration> lags() {
        return loops().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                loop -> loop.settings().name(), SensorLoop::lag));
    }

    private void begin(SensorSettings settings, List<SensorSettings> all, boolean once) {
        long neighbours = all.stream().filter(other -> sameBus(settings, other)).count() - 1;
        Duration limit = deadline.plus(deadline.dividedBy(TENTH).multipliedBy(neighbours));
        var loop = new SensorLoop(settings, board, ticks, clock, listener, limit, once);
        loops.put(settings.name(), loop);
        loop.start();
    }

    private static boolean sameBus(SensorSettings one, SensorSettings other) {
        if (one.wire() instanceof Wire.I2c wire && other.wire() instanceof Wire.I2c otherWire) {
            return wire.bus() == otherWire.bus();
        }
        return one.wire() instanceof Wire.OneWire && other.wire() instanceof Wire.OneWire;
    }

    private synchronized void startWatch() {
        if (state == State.NEW) {
            watch.start();
            state = State.RUNNING;
        }
    }

    private synchronized List<SensorLoop> loops() {
        return List.copyOf(loops.values());
    }

    private boolean joined(Duration max) throws InterruptedException {
        long end = Ticks.REAL.now() + max.toNanos();
        boolean all = true;
        for (SensorLoop loop : loops()) {
            all &= loop.join(Ticks.REAL.real(end));
        }
        return all;
    }

    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }
}
