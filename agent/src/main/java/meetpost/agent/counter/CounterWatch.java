package meetpost.agent.counter;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import meetpost.agent.sampling.Faults;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.Edge;
import meetpost.drivers.bus.EdgePin;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.input.PulseFilter;
import meetpost.drivers.sensor.Measurement;
import org.tinylog.Logger;

/**
 * Counts what comes on one line, on a thread of its own, and gives a sample at each of its planned
 * instants. A line that fails is a fault, and tried again each second.
 */
final class CounterWatch {

    /** Between two looks at whether anything else is wanted. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Counter counter;
    private final Board board;
    private final SampleListener listener;
    private final Gaps gaps;
    private final Ticks ticks;
    private final Clock clock;
    private final Worker worker;
    private final AtomicReference<Optional<Correction>> correction =
            new AtomicReference<>(Optional.empty());

    private volatile SensorSettings settings;
    private volatile Optional<Sample> last = Optional.empty();
    private Optional<EdgePin> pin = Optional.empty();
    private Optional<PulseFilter> filter = Optional.empty();
    private boolean begun;
    private boolean crowded;
    private long readings;
    private long next;

    private record Correction(double total, CompletableFuture<Boolean> kept) {}

    /** Is told when a counter did not count. */
    @FunctionalInterface
    interface Gaps {

        /** Nothing was counted from {@code since} on, until now. */
        void gap(String sensor, Instant since);
    }

    CounterWatch(
            SensorSettings settings,
            Wire.Pulses wire,
            CounterStore store,
            Duration flush,
            Board board,
            SampleListener listener,
            Gaps gaps,
            Ticks ticks,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.board = requireNonNull(board, "board");
        this.listener = requireNonNull(listener, "listener");
        this.gaps = requireNonNull(gaps, "gaps");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        var total = settings.part().quantities().get(0);
        String quantity = (total.dutch() + " " + total.unit()).strip();
        next = ticks.now();
        counter = new Counter(settings.name(), quantity, wire, store, flush, clock, next);
        worker = new Worker("counter-" + settings.name(), Ticks.REAL, new Counting());
    }

    void start() {
        worker.start();
    }

    /** From now on it gives its samples by these settings, on the line that it has. */
    void settings(SensorSettings others) {
        settings = others;
    }

    /** The newest sample; empty: there is none yet. */
    Optional<Sample> last() {
        return last;
    }

    Optional<String> problem() {
        return counter.problem();
    }

    /** The total is this from now on; completes with whether the disk has it. */
    CompletableFuture<Boolean> set(double total) {
        var kept = new CompletableFuture<Boolean>();
        correction
                .getAndSet(Optional.of(new Correction(total, kept)))
                .ifPresent(former -> former.kept().complete(false));
        return kept;
    }

    /** It counts no more. Does not block. */
    void end() {
        worker.interrupt();
    }

    /** Blocks for {@code max} at most; says whether it has ended, and all is on the disk. */
    boolean join(Duration max) throws InterruptedException {
        return !worker.isStarted() || worker.join(max);
    }

    private final class Counting implements Work {

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            correct();
            try {
                if (!begun) {
                    Optional<Instant> since = counter.begin();
                    begun = true;
                    since.ifPresent(from -> gaps.gap(settings.name(), from));
                }
                count();
            } catch (IOException | RuntimeException e) {
                begun = begun || counter.isKnown();
                failed(e);
                ticks.until(ticks.now() + RETRY.toNanos());
            }
        }

        @Override
        public void end() {
            // A file is not written by a thread that is interrupted.
            boolean unused = Thread.interrupted();
            counter.end();
        }
    }

    private void correct() {
        Optional<Correction> wanted = correction.getAndSet(Optional.empty());
        if (wanted.isPresent()) {
            double total = wanted.get().total();
            boolean kept = counter.set(total);
            begun = true;
            Logger.info("{}: the total was set to {}", settings.name(), total);
            wanted.get().kept().complete(kept);
            next = ticks.now();
        }
    }

    private void count() throws IOException, InterruptedException {
        EdgePin line = line();
        PulseFilter pulses = filter.orElseThrow();
        Optional<Edge> edge = line.next(bound(pulses.next()));
        edge.ifPresent(this::crowded);
        OptionalLong pulse =
                edge.isPresent() ? pulses.edge(edge.get()) : pulses.settle(ticks.now());
        pulse.ifPresent(counter::pulse);
        long now = ticks.now();
        var unused = counter.flush(now);
        if (now - next >= 0) {
            sample(now);
        }
    }

    /** Asked for once: later it fails or not. */
    private EdgePin line() throws IOException {
        if (pin.isEmpty() && settings.wire() instanceof Wire.Pulses wire) {
            EdgePin taken = board.edges(new InputLine(settings.name(), wire.gpio(), wire.pull()));
            pin = Optional.of(taken);
            filter = Optional.of(new PulseFilter(wire.edge(), wire.debounce(), taken.high()));
        }
        return pin.orElseThrow();
    }

    private Duration bound(OptionalLong settles) {
        long now = ticks.now();
        long until = Math.min(ticks.span(LOOK).toNanos(), next - now);
        if (settles.isPresent()) {
            until = Math.min(until, settles.getAsLong() - now);
        }
        return Duration.ofNanos(Math.max(0, until));
    }

    private void crowded(Edge edge) {
        if (edge.crowded() && !crowded) {
            Logger.warn(
                    "{}: edges come faster than they are taken, pulses may be missing from the total",
                    settings.name());
        }
        crowded = edge.crowded() || crowded;
    }

    private void sample(long now) throws IOException {
        // That the line is held and can be read is part of what is told.
        boolean unused = line().high();
        List<Measurement> measured =
                List.of(
                        new Measurement(settings.part().quantities().get(0), counter.total(now)),
                        new Measurement(settings.part().quantities().get(1), counter.rate(now)));
        readings++;
        crowded = false;
        tell(new Reading(settings.name(), clock.instant(), readings, measured), now);
    }

    private void failed(Exception e) {
        long now = ticks.now();
        if (now - next >= 0) {
            tell(Faults.of(settings.name(), clock.instant(), e), now);
        }
    }

    private void tell(Sample sample, long now) {
        long every = settings.every().toNanos();
        next += every * Math.max(1, (now - next) / every);
        last = Optional.of(sample);
        listener.sampled(settings, sample, now);
    }
}
