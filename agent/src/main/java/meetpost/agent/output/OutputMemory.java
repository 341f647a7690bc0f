package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.output.OutputRecord.Move;
import meetpost.agent.output.Recollection.Known;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.Boot;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * What must outlive the process about outputs, on disk: what they were, since when, and which
 * commands moved them.
 *
 * <p>No line waits for the disk. A safe level ({@code at-crash}) is on its way to the disk at once,
 * and only where the disk says otherwise; everything else when it has stood for {@code flush}. So
 * switching to and fro costs nothing, and an output costs two writes in each {@code flush} at most.
 *
 * <p>Used under the lock of {@link Outputs}, but for what is said to be for any thread.
 */
public final class OutputMemory implements AutoCloseable {

    /** So long an answer waits for the disk, and a start, and a stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final RecordsStore store;
    private final Executor disk;
    private final Runnable shutdown;
    private final Duration flush;
    private final Boot boot;
    private final Ticks ticks;
    private final Ticks real;
    private final long retryAfter;
    private final RecordsWriter writer;
    private final Map<String, Output> outputs = new HashMap<>();
    private final RecentMoves moves = new RecentMoves();
    private final Unwritten unwritten = new Unwritten();
    private final DiskPromises promises;
    private final Snapshot snapshot;
    private boolean begun;
    private volatile Starts starts;
    private Optional<Long> retry = Optional.empty();
    private Optional<Map<String, OutputRecord>> beforeStop = Optional.empty();

    /**
     * Of a state directory. Touches nothing yet.
     *
     * @param flush what is not the safe level is written when it has stood for so long
     * @param ticks of the board
     */
    public static OutputMemory in(Path directory, Duration flush, Ticks ticks) {
        ExecutorService disk = RecordsWriter.thread();
        return new OutputMemory(
                new RecordsFile(directory),
                disk,
                disk::shutdown,
                flush,
                Boot.of(ticks),
                ticks,
                Ticks.REAL);
    }

    /** With a disk that runs one task at a time, and the time that it takes. */
    OutputMemory(
            RecordsStore store,
            Executor disk,
            Runnable shutdown,
            Duration flush,
            Boot boot,
            Ticks ticks,
            Ticks real) {
        this.store = requireNonNull(store, "store");
        this.disk = requireNonNull(disk, "disk");
        this.shutdown = requireNonNull(shutdown, "shutdown");
        this.flush = requireNonNull(flush, "flush");
        this.boot = requireNonNull(boot, "boot");
        this.ticks = requireNonNull(ticks, "ticks");
        this.real = requireNonNull(real, "real");
        this.retryAfter = Math.min(flush.toNanos(), LONGEST_RETRY.toNanos());
        this.writer = new RecordsWriter(store, disk);
        this.promises = new DiskPromises(PATIENCE, real);
        this.snapshot = new Snapshot(outputs, flush, moves::of);
        this.starts = Starts.after(Optional.empty(), boot, ticks.now());
    }

    /**
     * Reads what the program that ran before left, and writes down that another one runs. Waits for
     * the disk for a second at most; what it does not say by then is not known.
     */
    Recollection begin(Map<String, Output> all) {
        outputs.putAll(all);
        long now = ticks.now();
        if (all.isEmpty()) {
            return new Recollection(Map.of(), Known.NEVER_USED, now, Optional.empty());
        }
        long end = real.now() + PATIENCE.toNanos();
        var reading = CompletableFuture.supplyAsync(() -> Past.read(store, boot, now), disk);
        Optional<Past> answer = BoundedWait.of(reading, end - real.now());
        if (answer.isEmpty()) {
            Logger.warn("{}: it does not answer: what outputs were is not known", store);
        }
        Past past = answer.orElse(Past.UNKNOWN);
        past.records().ifPresent(writer::found);
        starts = Starts.after(past.records(), boot, now);
        begun = true;
        moves.learn(past.outputs());
        var begins = records(past.outputs(), false, false);
        boolean written = BoundedWait.of(writer.write(begins), end - real.now()).orElse(false);
        if (!written) {
            retry = Optional.of(now + retryAfter);
        }
        return new Recollection(
                past.outputs(), written ? past.known() : Known.LITTLE, now, starts.heldBack());
    }

    /** The commands with an id that moved outputs before this start, the oldest first. */
    List<Moved> movedBefore() {
        return moves.before(ticks.now());
    }

    /** A command with an id moved it. */
    void moved(Output output, IdHash id) {
        moves.add(output.name(), new Move(id, output.shouldBeOn(), ticks.now()));
        unwritten.add(output);
    }

    /**
     * What the output is has to be kept, where that is not what the disk has.
     *
     * @return completes with whether the disk has what must outlive a crash: at once where nothing
     *     must be written, and after a second at most if somebody calls {@link #tick} then
     */
    CompletableFuture<Boolean> keep(Output output) {
        if (!begun || beforeStop.isPresent()) {
            return Done.STORED;
        }
        String name = output.name();
        boolean safe = output.rules().onAtCrash();
        unwritten.look(output, writer.latest());
        if (output.lasts() != safe) {
            return Done.STORED;
        }
        boolean comes = writer.latest().filter(it -> it.isLast(name, safe)).isPresent();
        if (comes && writer.stored().filter(it -> it.isLast(name, safe)).isPresent()) {
            return Done.STORED;
        }
        return promises.of(comes ? writer.onItsWay().orElseGet(this::write) : write());
    }

    /**
     * Writes what has stood for long enough, and gives up on what the disk takes too long for.
     *
     * @return nanoseconds until there is something to do again; {@link Outputs#NEVER}
     */
    long tick() {
        long next = promises.tick();
        if (beforeStop.isPresent()) {
            return next;
        }
        if (writer.problem().isPresent() && retry.isEmpty() && writer.onItsWay().isEmpty()) {
            retry = Optional.of(ticks.now() + retryAfter);
        }
        if (starts.count() && settlesIn() <= 0) {
            starts = starts.forgotten();
            var unused = write();
        } else if (dueIn() <= 0) {
            var unused = write();
        }
        next = Math.min(next, dueIn());
        next = starts.count() ? Math.min(next, settlesIn()) : next;
        return Math.max(0, next);
    }

    private long settlesIn() {
        return heldUntil() - ticks.now();
    }

    private long dueIn() {
        long now = ticks.now();
        long again = retry.map(at -> at - now).orElse(Outputs.NEVER);
        return Math.min(again, unwritten.standsIn(flush, now));
    }

    /** Why outputs stay at {@code at-crash}; empty: they do not. Any thread. */
    Optional<String> heldBack() {
        return starts.heldBack();
    }

    long heldUntil() {
        return starts.now() + Starts.HOLD.toNanos();
    }

    /** Outputs are at their start level. */
    void started() {
        outputs.values().forEach(unwritten::started);
        outputs.values().stream()
                .filter(each -> each.rules().atStart() == AtStart.LAST)
                .forEach(each -> unwritten.look(each, writer.latest()));
        boolean counts =
                outputs.values().stream()
                        .anyMatch(
                                each ->
                                        each.rules().maxOn().isPresent()
                                                && !each.onSince()
                                                        .equals(onSinceOnDisk(each.name())));
        // Else a program that crashes before flush would begin max-on anew each time.
        if (counts && begun) {
            var unused = write();
        }
    }

    private Optional<Long> onSinceOnDisk(String name) {
        return writer.latest().flatMap(records -> records.of(name).onSince());
    }

    /** From now on outputs go to their stop level, which is not what they were last. */
    void stopping() {
        beforeStop = beforeStop.or(() -> Optional.of(snapshot.exact()));
    }

    /**
     * Outputs are at their stop level. What they were before and what their lines are now is on its
     * way to the disk; {@link #close} waits for it.
     *
     * @param asked whether somebody asked the program to end
     */
    void stopped(boolean asked) {
        if (!begun || beforeStop.isEmpty()) {
            return;
        }
        var unused = writer.write(records(snapshot.stopped(beforeStop.get()), true, asked));
    }

    /** Waits for the disk for a second at most, and tells everybody who waits what came of it. */
    @Override
    public void close() {
        long end = real.now() + PATIENCE.toNanos();
        writer.onItsWay().ifPresent(done -> BoundedWait.of(done, end - real.now()));
        promises.giveUp();
        shutdown.run();
    }

    /** Bytes since the start. Any thread. */
    public long writtenBytes() {
        return writer.writtenBytes();
    }

    /** Why the disk does not keep it, in words; empty: it does. Any thread. */
    public Optional<String> problem() {
        return writer.problem();
    }

    private CompletableFuture<Boolean> write() {
        long tick = ticks.now();
        Map<String, OutputRecord> now = snapshot.now(writer.latest(), tick);
        unwritten.written(output -> snapshot.stands(output, tick));
        retry = Optional.empty();
        return writer.write(records(now, false, false));
    }

    private OutputRecords records(Map<String, OutputRecord> all, boolean stopped, boolean asked) {
        return new OutputRecords(
                boot.id(),
                ticks.now(),
                stopped,
                starts.all(asked),
                starts.earlier(),
                starts.held(),
                all);
    }
}
