package meetpost.agent.sampling;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/**
 * One sensor, and when it is to be asked next. One thread at a time asks it; the rest is for any.
 */
final class SampledSensor {

    /** In a round, a part that is not ready is asked this often, this far apart. */
    private static final int TRIES_IN_A_ROUND = 10;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** While somebody else asks the part. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final SensorSettings settings;
    private final Board board;
    private final OpenedPart part;
    private final Ticks ticks;
    private final Clock clock;
    private final SampleListener listener;
    private final Duration deadline;
    private final RetryDelay backOff;
    private final Schedule schedule;
    private final boolean once;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile long next;
    private int tried;
    private volatile long lag;
    private final AtomicLong missed = new AtomicLong();

    /** Held while the part is asked: by this thread, or by one that probes it. */
    private final ReentrantLock using = new ReentrantLock(true);

    /** Guarded by this: the attempt that is under way, 0 if none. */
    private long underWay;

    /** Guarded by this. */
    private long attempts;

    /** Guarded by this: it was reported that its turn does not come. */
    private boolean starving;

    /** Guarded by this: the thread that asks it. */
    private Optional<Thread> asking = Optional.empty();

    /** With {@code once} it is asked until it has given a sample, and no more. */
    SampledSensor(
            SensorSettings settings,
            Board board,
            Ticks ticks,
            Clock clock,
            SampleListener listener,
            Duration deadline,
            boolean once) {
        this.settings = settings;
        this.board = board;
        this.ticks = ticks;
        this.clock = clock;
        this.listener = listener;
        this.deadline = deadline;
        this.backOff = new RetryDelay(settings.every());
        this.part = new OpenedPart(settings, new SensorWiring(settings, board, ticks), backOff);
        this.once = once;
        this.schedule = new Schedule(ticks.now(), settings.every());
        this.next = schedule.planned();
    }

    SensorSettings settings() {
        return settings;
    }

    /** A measurement that takes longer has failed. */
    Duration deadline() {
        return deadline;
    }

    /** The tick at which it is to be asked. */
    long next() {
        return next;
    }

    /** It is asked no more; whoever asks it now is interrupted. Does not wait. */
    void stop() {
        stopping = true;
        synchronized (this) {
            asking.ifPresent(Thread::interrupt);
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Blocks until one that is asked once has given a sample, or for {@code max}. */
    boolean awaitSample(Duration max) throws InterruptedException {
        return done.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Planned instants that passed while the sensor was still busy. */
    long missed() {
        return missed.get();
    }

    /** What the part is where it is not what it is sold as, by its last answer. */
    Optional<String> remark() {
        return part.remark();
    }

    /** How late it last began, by the ticks of the board. */
    Duration lag() {
        return Duration.ofNanos(lag);
    }

    /**
     * The attempt that is under way, 0 if none; below 0 one whose turn has not come though it is
     * due. For the watch, which compares.
     */
    synchronized long underWay() {
        boolean waits = asking.isEmpty() && !starving && done.getCount() > 0;
        return waits && ticks.now() - next > 0 ? -(attempts + 1) : underWay;
    }

    /** Takes {@code attempt} for lost if it is still under way: what it brings is thrown away. */
    synchronized void giveUp(long attempt) {
        if (underWay() == attempt && !stopping) {
            underWay = 0;
            starving = attempt < 0;
            String what =
                    starving
                            ? "its bus has had no time for it for %s s, other measurements have not ended"
                            : "a measurement has not ended after %s s, expected it within 1 s";
            String message = settings.name() + ": " + what.formatted(deadline.toSeconds());
            listener.sampled(
                    settings,
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
                    settings,
                    new Fault(settings.name(), clock.instant(), FaultKind.BUS, message),
                    Optional.empty(),
                    List.of());
        }
        try {
            part.forget();
            return SensorProbe.of(settings, board, ticks, clock);
        } finally {
            using.unlock();
        }
    }

    /**
     * Asks the part. Blocks for the conversion.
     *
     * @return whether it is to be asked again, at {@link #next}
     * @throws InterruptedException if it was stopped meanwhile
     */
    boolean ask() throws InterruptedException {
        synchronized (this) {
            asking = Optional.of(Thread.currentThread());
        }
        try {
            boolean again = once ? askOnce() : askAsPlanned();
            return again && !stopping;
        } finally {
            synchronized (this) {
                asking = Optional.empty();
            }
        }
    }

    private boolean askAsPlanned() throws InterruptedException {
        lag = ticks.now() - next;
        boolean planned = next == schedule.planned();
        take();
        if (planned) {
            missed.addAndGet(schedule.advance(backOff.instants(), ticks.now()));
        }
        next = backOff.nextTry(schedule.planned(), ticks.now());
        return true;
    }

    private boolean askOnce() throws InterruptedException {
        tried++;
        if (take() instanceof Fault fault
                && OpenedPart.mayComeByItself(fault)
                && tried < TRIES_IN_A_ROUND) {
            next = ticks.now() + BETWEEN_TRIES.toNanos();
            return true;
        }
        done.countDown();
        return false;
    }

    private Sample take() throws InterruptedException {
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
        Sample sample = part.ask(clock.instant());
        end(attempt, sample, tick);
        return sample;
    }

    private synchronized long begin() {
        attempts++;
        starving = false;
        underWay = attempts;
        return attempts;
    }

    /** Reports the sample, unless the watch has already reported that there was none. */
    private synchronized void end(long attempt, Sample sample, long tick) {
        if (underWay != attempt) {
            part.forget();
            return;
        }
        underWay = 0;
        if (!stopping) {
            listener.sampled(settings, sample, tick);
        }
    }
}
