package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntBiFunction;
import meetpost.agent.process.FileTrouble;
import meetpost.agent.settings.HistorySettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import meetpost.drivers.bus.WakeSignal;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.tinylog.Logger;

/**
 * The past of a board. What is told to it is in memory until its thread writes it: each ten minutes
 * at most, and at the end. Nothing is read or opened before that, or before somebody asks. Safe for
 * use by several threads; only {@link #past} and {@link #close} block.
 */
public final class Archive {

    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(10);

    /** How long a question waits for those before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HistorySettings settings;
    private final Path directory;
    private final ToIntBiFunction<String, Quantity> published;
    private final Clocks clocks;
    private final Recorder recorder;
    private final ChangeRecorder changes = new ChangeRecorder();
    private final Map<Long, Integer> decimals = new ConcurrentHashMap<>();
    private final WakeSignal signal;
    private final Worker worker;
    private volatile Optional<String> problem = Optional.empty();
    private volatile Set<String> leftOut;
    private volatile boolean closing;
    private volatile long writtenBytes;

    /** For what is on disk. */
    private final ReentrantLock disk = new ReentrantLock(true);

    /** Guarded by the lock. */
    private Optional<HistoryStore> opened = Optional.empty();

    private boolean joined;
    private long toldDropped;

    /**
     * Starts no thread and opens nothing yet.
     *
     * @param settings that are on
     * @param directory is made when it is written to
     * @param published how many digits after the point are published of a quantity of a sensor
     * @param ticks of the board
     */
    public Archive(
            HistorySettings settings,
            Path directory,
            ToIntBiFunction<String, Quantity> published,
            Ticks ticks,
            Clock clock) {
        this(settings, directory, published, Clocks.of(ticks, clock));
    }

    Archive(
            HistorySettings settings,
            Path directory,
            ToIntBiFunction<String, Quantity> published,
            Clocks clocks) {
        this.published = requireNonNull(published, "published");
        this.settings = requireNonNull(settings, "settings");
        this.directory = requireNonNull(directory, "directory");
        this.clocks = requireNonNull(clocks, "clocks");
        leftOut = settings.leftOut();
        recorder = new Recorder(settings.spans().get(0).every().toMillis());
        signal = clocks.ticks().signal();
        worker = new Worker("history", Ticks.REAL, new Writing());
    }

    /** Does not block. */
    public void start() {
        worker.start();
    }

    /**
     * Writes what there is, and ends. Blocks for {@code max} at most; says whether that was enough.
     */
    public boolean close(Duration max) throws InterruptedException {
        closing = true;
        if (!worker.isStarted()) {
            return true;
        }
        worker.end();
        signal.raise();
        return worker.join(max);
    }

    /**
     * A sensor was asked.
     *
     * @param values that are believed, not rounded
     * @param tick when
     */
    public void measured(String sensor, List<Measurement> values, long tick) {
        if (leftOut.contains(sensor)) {
            return;
        }
        ClockOffset now = clocks.now();
        for (Measurement each : values) {
            Quantity quantity = each.quantity();
            long series = Series.id(sensor, quantity.dutch());
            decimals.computeIfAbsent(
                    series, any -> Series.decimals(published.applyAsInt(sensor, quantity)));
            recorder.add(series, each.value(), clocks.millis(tick), now);
        }
    }

    /**
     * Something is another one now.
     *
     * @param state {@code ON}; of a sensor the kind of its fault, or nothing
     * @param text why, in words; may be empty
     */
    public void changed(Change.Kind kind, String name, String state, String text) {
        if (kind == Change.Kind.SENSOR && leftOut.contains(name)) {
            return;
        }
        changes.add(new Change(kind, clocks.time(), name, state, text), clocks.now());
    }

    /** Settings were read anew: from now on nothing is kept of these sensors. */
    public void leaveOut(Set<String> sensors) {
        leftOut = Set.copyOf(sensors);
    }

    /** Why what is kept does not reach the disk, in words; empty: it does, as far as we know. */
    public Optional<String> problem() {
        return problem;
    }

    /** Bytes given to the operating system since the start. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Milliseconds since 1970, as the calendar says. */
    long time() {
        return clocks.time();
    }

    /**
     * What was; empty where too many ask at once.
     *
     * @param quantities that are wanted
     */
    Optional<Excerpt> past(Query query, List<Quantity> quantities) throws InterruptedException {
        if (!disk.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            Optional<String> trouble = Optional.empty();
            try {
                open();
            } catch (IOException e) {
                trouble = Optional.of(FileTrouble.text(e));
            }
            var search = new Search(settings, query, quantities, clocks.now(), time());
            return Optional.of(search.past(opened, recorder, changes, () -> closing, trouble));
        } finally {
            disk.unlock();
        }
    }

    private void open() throws IOException {
        opened.ifPresent(store -> store.learn(clocks.now(), clocks.time()));
        if (opened.isEmpty()) {
            opened =
                    Optional.of(
                            HistoryStore.open(
                                    settings.spans(),
                                    directory,
                                    clocks,
                                    series -> decimals.getOrDefault(series, Series.MOST_DECIMALS)));
        }
    }

    private final class Writing implements Work {

        private final Ticks ticks = clocks.ticks();
        private long next = ticks.now() + BETWEEN_WRITES.toNanos();

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            boolean raised = signal.await(Duration.ofNanos(Math.max(1, next - ticks.now())));
            if (!raised && ticks.now() - next >= 0) {
                next = ticks.now() + BETWEEN_WRITES.toNanos();
                write(false);
            }
        }

        @Override
        public void end() {
            write(true);
        }
    }

    /**
     * Writes what there is.
     *
     * @param last whether nobody does later: then also what no calendar was known for
     */
    void write(boolean last) {
        disk.lock();
        try {
            if (clocks.isKnown() || last || recorder.isFull()) {
                writeAll();
            }
            if (last && opened.isPresent()) {
                opened.get().close();
                opened = Optional.empty();
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            disk.unlock();
        }
    }

    private void writeAll() throws IOException {
        open();
        HistoryStore store = opened.orElseThrow();
        ClockOffset clock = clocks.now();
        long time = time();
        List<Row> rows = recorder.take(clock);
        try {
            store.write(rows, clock);
        } catch (IOException e) {
            recorder.giveBack(rows, clock);
            throw e;
        }
        store.writeLonger(clock, time);
        List<Change> happened = changes.take(clock);
        try {
            store.writeChanges(happened, clock);
        } catch (IOException e) {
            changes.giveBack(happened, clock);
            throw e;
        }
        if (!joined) {
            store.join();
            joined = true;
        }
        if (clocks.isKnown()) {
            store.trim(time, decimals.size());
        }
        store.sync();
        writtenBytes = store.writtenBytes();
        succeed();
    }

    private void succeed() {
        if (problem.isPresent()) {
            Logger.info("history: {} can be written again", directory);
        }
        problem = Optional.empty();
        long dropped = recorder.dropped();
        if (dropped > toldDropped) {
            Logger.warn("history: {} steps were lost meanwhile", dropped - toldDropped);
            toldDropped = dropped;
        }
    }

    private void fail(IOException e) {
        String text =
                "history: what was is kept in memory only, for some hours: " + FileTrouble.text(e);
        if (problem.isEmpty()) {
            Logger.warn(text);
        }
        problem = Optional.of(text);
    }
}
