package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.Board;

/**
 * Asks every sensor at its planned instants. Each bus has a worker of its own, and a few more help
 * where one waits for a conversion or hangs: however many sensors there are, threads are few, and a
 * sensor that hangs disturbs no other. What comes of it, a reading or a fault, goes to the {@link
 * SampleListener}.
 *
 * <p>An {@link Error} ends the thread that met it and reaches the process's uncaught-exception
 * handler. Safe for use by several threads.
 */
public final class Sampler {

    /** So many sensors of one bus can be asked at the same time. */
    public static final int AT_ONCE_ON_A_BUS = 1 + Spares.MOST_OF_A_BUS;

    /**
     * A measurement that takes longer is the fault {@code bus}. A part needs at most one second on
     * 1-wire; on top of this a tenth is allowed for each sensor that it shares its bus with.
     */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int TENTH = 10;

    /** Where there is no sensor. */
    private static final Duration LONG = Duration.ofDays(1);

    private final Board board;
    private final Ticks ticks;
    private final Clock clock;
    private final SampleListener listener;
    private final Duration deadline;
    private final SensorWatch watch;
    private final Spares spares;
    private final LateWatch late;
    private final Worker timer;

    /** Guarded by this. */
    private final Map<String, SampledSensor> sensors = new LinkedHashMap<>();

    /** By name. Guarded by this. */
    private final Map<String, BusQueue> queues = new LinkedHashMap<>();

    /** The buses' own. Guarded by this. */
    private final List<Worker> workers = new ArrayList<>();

    /** Changed by who has this locked. */
    private volatile State state = State.NEW;

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
        this.watch = new SensorWatch(this::sensors, ticks, deadline);
        this.spares = new Spares(ticks);
        this.late = new LateWatch(this::queues, this::shortest, spares, ticks);
        this.timer = SensorWork.worker("timer", ticks, late::turn);
    }

    /** How many threads ask so many sensors, once there is a first. */
    public static int threads(List<SensorSettings> sensors) {
        List<SensorSettings> asked = sensors.stream().filter(SensorSettings::isAsked).toList();
        int buses =
                (int) asked.stream().map(each -> BusQueue.nameOf(each.wire())).distinct().count();
        return asked.isEmpty() ? 0 : 1 + buses + Spares.count(asked.size(), buses);
    }

    /**
     * From now on asks these sensors and no others, the new ones at once. One whose settings are
     * what they were goes on undisturbed. Does not block; does nothing after {@link #stop}.
     */
    public synchronized void run(List<SensorSettings> wanted) {
        if (state == State.STOPPED) {
            return;
        }
        List<SampledSensor> over =
                sensors.values().stream()
                        .filter(sensor -> !wanted.contains(sensor.settings()))
                        .toList();
        over.forEach(SampledSensor::stop);
        over.forEach(sensor -> queue(sensor).remove(sensor));
        sensors.values().removeAll(over);
        begin(
                wanted.stream().filter(settings -> !sensors.containsKey(settings.name())).toList(),
                wanted,
                false);
    }

    /**
     * Asks each of these sensors once, a part that is not ready yet several times, and ends.
     *
     * @return whether all of them have given a sample within {@code max}
     */
    public boolean round(List<SensorSettings> wanted, Duration max) throws InterruptedException {
        synchronized (this) {
            if (state != State.NEW) {
                throw new IllegalStateException("this sampler is already " + state);
            }
            begin(wanted, wanted, true);
        }
        long end = Ticks.REAL.now() + max.toNanos();
        boolean all = true;
        for (SampledSensor sensor : sensors()) {
            all &= sensor.awaitSample(Ticks.REAL.real(end));
        }
        return all;
    }

    /**
     * Asks no sensor any more and gives no more samples. Blocks until every thread has ended, or
     * for {@code max}: a driver that hangs is left behind, on a daemon thread. A second call does
     * nothing.
     *
     * @return whether every thread has ended
     */
    public boolean stop(Duration max) throws InterruptedException {
        List<Worker> all;
        synchronized (this) {
            all = new ArrayList<>(workers);
            all.addAll(spares.workers());
            if (state != State.NEW) {
                all.add(timer);
            }
            state = State.STOPPED;
            watch.stop();
            sensors.values().forEach(SampledSensor::stop);
            all.forEach(Worker::interrupt);
        }
        long end = Ticks.REAL.now() + max.toNanos();
        boolean ended = true;
        for (Worker worker : all) {
            ended &= worker.join(Ticks.REAL.real(end));
        }
        return ended;
    }

    /**
     * Measures with that sensor now, between two of its planned measurements. Blocks for the
     * conversion, after at most {@code max} until the sensor is free.
     *
     * @return empty if there is no sensor of that name
     */
    public Optional<SensorProbe> probe(String name, Duration max) throws InterruptedException {
        SampledSensor sensor;
        synchronized (this) {
            sensor = sensors.get(name);
        }
        return sensor == null ? Optional.empty() : Optional.of(sensor.probe(max));
    }

    /** The real tick of the watch's last sign of life: one comes in a quarter of the deadline. */
    public long turned() {
        // Without a sensor there is no thread that could hang.
        return state == State.NEW ? Ticks.REAL.now() : watch.turned();
    }

    /** Planned instants of each sensor that passed while it was still busy, since it began. */
    public Map<String, Long> missed() {
        return sensors().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                sensor -> sensor.settings().name(), SampledSensor::missed));
    }

    /**
     * What each part is that is not what it is sold as; those of which nothing tells are not there.
     */
    public Map<String, String> remarks() {
        var remarks = new TreeMap<String, String>();
        for (SampledSensor sensor : sensors()) {
            sensor.remark().ifPresent(remark -> remarks.put(sensor.settings().name(), remark));
        }
        return remarks;
    }

    /** How late each sensor was last asked. */
    public Map<String, Duration> lags() {
        return sensors().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                sensor -> sensor.settings().name(), SampledSensor::lag));
    }

    private void begin(List<SensorSettings> fresh, List<SensorSettings> all, boolean once) {
        Map<String, Long> onBus =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> BusQueue.nameOf(each.wire()),
                                        Collectors.counting()));
        for (SensorSettings settings : fresh) {
            long neighbours = onBus.getOrDefault(BusQueue.nameOf(settings.wire()), 1L) - 1;
            Duration limit = deadline.plus(deadline.dividedBy(TENTH).multipliedBy(neighbours));
            if (settings.wire() instanceof Wire.Program program) {
                limit = limit.plus(program.timeout());
            }
            var sensor = new SampledSensor(settings, board, ticks, clock, listener, limit, once);
            sensors.put(settings.name(), sensor);
            queue(sensor).add(sensor);
        }
        if (!sensors.isEmpty()) {
            start();
        }
    }

    private void start() {
        spares.grow(Spares.count(sensors.size(), queues.size()));
        if (state == State.NEW) {
            watch.start();
            timer.start();
            state = State.RUNNING;
        }
        late.changed();
    }

    /** The sensor's bus, with a worker of its own from now on. */
    private BusQueue queue(SampledSensor sensor) {
        return queues.computeIfAbsent(
                BusQueue.nameOf(sensor.settings().wire()),
                name -> {
                    var queue = new BusQueue(name, ticks);
                    var worker = SensorWork.worker(name, ticks, queue::turn);
                    workers.add(worker);
                    worker.start();
                    return queue;
                });
    }

    private synchronized List<SampledSensor> sensors() {
        return List.copyOf(sensors.values());
    }

    private synchronized List<BusQueue> queues() {
        return List.copyOf(queues.values());
    }

    private synchronized Duration shortest() {
        return sensors.values().stream()
                .map(sensor -> sensor.settings().every())
                .min(Duration::compareTo)
                .orElse(LONG);
    }

    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }
}
