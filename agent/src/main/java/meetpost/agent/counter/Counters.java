package meetpost.agent.counter;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import org.tinylog.Logger;

/** The counters of an agent. All methods are for any thread. */
public final class Counters {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path directory;
    private final Duration flush;
    private final Board board;
    private final SampleListener listener;
    private final BiConsumer<String, String> marks;
    private final Ticks ticks;
    private final Clock clock;
    private volatile Map<String, CounterWatch> watches = Map.of();
    private boolean ended;

    /**
     * Counts nothing yet.
     *
     * @param state directory in which totals are kept
     * @param flush a pulse is on the disk after this long
     * @param marks is told the name of a counter that did not count for a while, and why
     * @param ticks of the board
     */
    public Counters(
            Path state,
            Duration flush,
            Board board,
            SampleListener listener,
            BiConsumer<String, String> marks,
            Ticks ticks,
            Clock clock) {
        this.directory = state.resolve("counters");
        this.flush = requireNonNull(flush, "flush");
        this.board = requireNonNull(board, "board");
        this.listener = requireNonNull(listener, "listener");
        this.marks = requireNonNull(marks, "marks");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Those of settings. Counts nothing yet. */
    public static Counters of(
            Settings settings,
            Board board,
            SampleListener listener,
            BiConsumer<String, String> marks,
            Ticks ticks,
            Clock clock) {
        Duration flush = settings.outbox().flush();
        return new Counters(settings.state(), flush, board, listener, marks, ticks, clock);
    }

    /** How many threads count. */
    public static int threads(List<SensorSettings> sensors) {
        return (int) sensors.stream().filter(each -> each.wire() instanceof Wire.Pulses).count();
    }

    /**
     * Counts these from now on, as far as they are counters; one that counts already goes on, by
     * its new settings. None goes while the program runs: its line cannot be given back.
     */
    public synchronized void run(List<SensorSettings> sensors) {
        if (ended) {
            return;
        }
        Map<String, CounterWatch> next = new LinkedHashMap<>(watches);
        for (SensorSettings each : sensors) {
            if (each.wire() instanceof Wire.Pulses wire) {
                CounterWatch known = next.get(each.name());
                if (known == null) {
                    var store = new CounterFile(directory.resolve(each.name()));
                    var watch =
                            new CounterWatch(
                                    each, wire, store, flush, board, listener, this::gap, ticks,
                                    clock);
                    watch.start();
                    next.put(each.name(), watch);
                } else {
                    known.settings(each);
                }
            }
        }
        watches = Map.copyOf(next);
    }

    private void gap(String sensor, Instant since) {
        Instant now = clock.instant();
        if (since.isBefore(now)) {
            String text = "pulses between %s and %s were not counted".formatted(since, now);
            Logger.warn("{}: {}: nothing ran", sensor, text);
            marks.accept(sensor, text);
        }
    }

    /** The newest sample of that counter; empty: there is none yet, or no such counter. */
    public Optional<Sample> last(String sensor) {
        return Optional.ofNullable(watches.get(sensor)).flatMap(CounterWatch::last);
    }

    /**
     * The total of that counter is this from now on. Blocks for the disk, five seconds at most.
     *
     * @return why that is not so, in words; empty: it is
     */
    public Optional<String> set(String sensor, double total) throws InterruptedException {
        CounterWatch watch = watches.get(sensor);
        if (watch == null) {
            return Optional.of(
                    "there is no counter %s%s"
                            .formatted(
                                    sensor,
                                    watches.isEmpty()
                                            ? "; the settings have none"
                                            : "; there are "
                                                    + String.join(
                                                            ", ",
                                                            watches.keySet().stream()
                                                                    .sorted()
                                                                    .toList())));
        }
        CompletableFuture<Boolean> kept = watch.set(total);
        try {
            return kept.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.empty()
                    : Optional.of(watch.problem().orElse("another total was set at the same time"));
        } catch (TimeoutException e) {
            return Optional.of(sensor + ": the disk does not answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What cannot be kept on the disk, in words. */
    public List<String> problems() {
        return watches.values().stream().flatMap(each -> each.problem().stream()).toList();
    }

    /** Counts no more, and keeps what was counted. Blocks for {@code max} at most. */
    public void stop(Duration max) throws InterruptedException {
        synchronized (this) {
            ended = true;
        }
        watches.values().forEach(CounterWatch::end);
        long end = Ticks.REAL.now() + max.toNanos();
        for (Map.Entry<String, CounterWatch> each : watches.entrySet()) {
            if (!each.getValue().join(Ticks.REAL.real(end))) {
                Logger.error("{}: the disk or the line does not answer", each.getKey());
            }
        }
    }
}
