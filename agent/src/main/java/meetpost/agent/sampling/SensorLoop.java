package meetpost.agent.sampling;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import org.tinylog.Logger;

/**
 * One sensor and the thread that asks it. The part is opened when it is first asked, and again
 * after a failure: what is missing at the start appears when it is plugged in.
 */
final class SensorLoop {

    /** Faults in a row that may pass by themselves, before the part is opened anew. */
    private static final int FORGIVEN = 2;

    /**
     * After that it is opened anew after each so many more: what a driver knows of earlier answers
     * is gone then, and some are believed only next to others.
     */
    private static final int BETWEEN_OPENINGS = 4;

    /** In a round, a part that is not ready is asked this often, this far apart. */
    private static final int TRIES_IN_A_ROUND = 10;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** While somebody else asks the part. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final SensorSettings settings;
    private final Board board;
    private final SensorWiring wiring;
    private final UnnamedDevice unnamed;
    private final Ticks ticks;
    private final Clock clock;
    private final SampleListener listener;
    private final Duration deadline;
    private final RetryDelay backOff;
    private final Thread thread;
    private Optional<Sensor> sensor = Optional.empty();
    private volatile boolean stopping;
    private volatile long lag;
    private volatile Optional<String> remark = Optional.empty();
    private final AtomicLong missed = new AtomicLong();

    /** Held while the part is asked: by this thread, or by one that probes it. */
    private final ReentrantLock using = new ReentrantLock(true);

    private long readings;

    /** Answers in a row that lacked a quantity. */
    private int partials;

    /** Guarded by this: the attempt that is under way, 0 if none. */
    private long underWay;

    /** Guarded by this. */
    private long attempts;

    SensorLoop(
            SensorSettings settings,
            Board board,
            Ticks ticks,
            Clock clock,
            SampleListener listener,
            Duration deadline,
            boolean once) {
        this.settings = settings;
        this.board = board;
        this.wiring = new SensorWiring(settings, board, ticks);
        this.unnamed = new UnnamedDevice(wiring, Logger::warn);
        this.ticks = ticks;
        this.clock = clock;
        this.listener = listener;
        this.deadline = deadline;
        this.backOff = new RetryDelay(settings.every());
        this.thread = new Thread(once ? this::round : this::run, "sensor-" + settings.name());
        // A driver that hangs in the kernel must not keep the process.
        thread.setDaemon(true);
    }

    SensorSettings settings() {
        return settings;
    }

    /** A measurement that takes longer has failed. */
    Duration deadline() {
        return deadline;
    }

    void start() {
        thread.start();
    }

    /** Asks the thread to end. Does not wait. */
    void stop() {
        stopping = true;
        thread.interrupt();
    }

    /** Blocks until the thread has ended, or for {@code max}; says whether it has. */
    boolean join(Duration max) throws InterruptedException {
        thread.join(Math.max(1, max.toMillis()));
        return !thread.isAlive();
    }

    /** Planned instants that passed while the sensor was still busy. */
    long missed() {
        return missed.get();
    }

    /** What the part is where it is not what it is sold as, by its last answer. */
    Optional<String> remark() {
        return remark;
    }

    /** How late it last began, by the ticks of the board. */
    Duration lag() {
        return Duration.ofNanos(lag);
    }

    /** The attempt that is under way, 0 if none. For the watch, which compares. */
    synchronized long underWay() {
        return underWay;
    }

    /** Takes {@code attempt} for lost if it is still under way: what it brings is thrown away. */
    synchronized void giveUp(long attempt) {
        if (underWay == attempt && !stopping) {
            underWay = 0;
            String message =
                    "%s: a measurement has not ended after %s s, expected it within 1 s"
                            .formatted(settings.name(), deadline.toSeconds());
            listener.sampled(
                    new Fault(settings.name(), clock.instant(), FaultKind.BUS, message),
                    ticks.now());
        }
    }

    /** Asks the part once more, between two of its own. It is opened anew afterwards. */
    SensorProbe probe(Duration max) throws InterruptedException {
        if (!using.tryLock(max.toNanos(), TimeUnit.NANOSECONDS)) {
            String message =
                    "%s: is being asked, and not done within %s s"
                            .formatted(settings.name(), max.toSeconds());
            return new SensorProbe(
                    new Fault(settings.name(), clock.instant(), FaultKind.BUS, message),
                    Optional.empty(),
                    List.of());
        }
        try {
            sensor = Optional.empty();
            return SensorProbe.of(settings, board, ticks, clock);
        } finally {
            using.unlock();
        }
    }

    private void run() {
        try {
            ticks.enter();
            Schedule schedule = new Schedule(ticks.now(), settings.every());
            long next = schedule.planned();
            while (!stopping) {
                ticks.until(next);
                lag = ticks.now() - next;
                boolean planned = next == schedule.planned();
                ask();
                if (planned) {
                    missed.addAndGet(schedule.advance(backOff.instants(), ticks.now()));
                }
                next = backOff.nextTry(schedule.planned(), ticks.now());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            ticks.enter();
            for (int tried = 0; tried < TRIES_IN_A_ROUND && !stopping; tried++) {
                if (!(ask() instanceof Fault fault) || !mayComeByItself(fault)) {
                    return;
                }
                ticks.until(ticks.now() + BETWEEN_TRIES.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sample ask() throws InterruptedException {
        while (!using.tryLock()) {
            ticks.until(ticks.now() + BETWEEN_LOOKS.toNanos());
        }
        try {
            return measure();
        } finally {
            using.unlock();
        }
    }

    private Sample measure() throws InterruptedException {
        long attempt = begin();
        long tick = ticks.now();
        Sample sample = sample(clock.instant());
        if (sample instanceof Fault fault) {
            backOff.failed();
            long unforgiven = backOff.faults() - FORGIVEN;
            if (!mayComeByItself(fault) || (unforgiven > 0 && unforgiven % BETWEEN_OPENINGS == 1)) {
                sensor = Optional.empty();
            }
        } else {
            backOff.answered();
            partials = sample instanceof Partial ? partials + 1 : 0;
            if (partials > FORGIVEN) {
                // What the part said of itself when it was opened may have been read wrongly.
                sensor = Optional.empty();
                partials = 0;
            }
        }
        end(attempt, sample, tick);
        return sample;
    }

    private synchronized long begin() {
        attempts++;
        underWay = attempts;
        return attempts;
    }

    /** Reports the sample, unless the watch has already reported that there was none. */
    private synchronized void end(long attempt, Sample sample, long tick) {
        if (underWay != attempt) {
            sensor = Optional.empty();
            return;
        }
        underWay = 0;
        if (!stopping) {
            listener.sampled(sample, tick);
        }
    }

    private Sample sample(Instant time) throws InterruptedException {
        try {
            if (unnamed.isAnother()) {
                sensor = Optional.empty();
            }
            Sensor opened = sensor.isPresent() ? sensor.get() : open();
            Sensed sensed = complete(opened.sense());
            readings++;
            return Faults.sample(settings.name(), time, readings, sensed);
        } catch (IOException | RuntimeException e) {
            return Faults.of(settings.name(), time, e);
        } finally {
            remark = sensor.flatMap(Sensor::remark);
        }
    }

    private Sensor open() throws IOException, InterruptedException {
        Sensor opened = settings.part().opener().open(wiring);
        sensor = Optional.of(opened);
        return opened;
    }

    private Sensed complete(Sensed sensed) {
        if (!Set.copyOf(sensed.quantities()).equals(Set.copyOf(settings.part().quantities()))) {
            throw new IllegalStateException(
                    "%s measured %s, expected %s"
                            .formatted(
                                    settings.part().name(),
                                    sensed.quantities(),
                                    settings.part().quantities()));
        }
        return sensed;
    }

    /** Bad luck on the wire, or a conversion that is under way: opening anew would not help. */
    private static boolean mayComeByItself(Fault fault) {
        return fault.kind() == FaultKind.CORRUPT || fault.kind() == FaultKind.NOT_READY;
    }
}
