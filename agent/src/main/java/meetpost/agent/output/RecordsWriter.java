package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/**
 * Writes records on the disk's own thread, the newest ones that there are: what came meanwhile is
 * not written. Any thread.
 */
final class RecordsWriter {

    private final RecordsStore store;
    private final Executor disk;

    private Optional<Job> waiting = Optional.empty();
    private Optional<Job> latest = Optional.empty();
    private boolean writing;
    private volatile Optional<OutputRecords> stored = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private final AtomicLong writtenBytes = new AtomicLong();

    private record Job(OutputRecords records, CompletableFuture<Boolean> done) {}

    /**
     * @param disk runs one task at a time, and may take as long as a disk does
     */
    RecordsWriter(RecordsStore store, Executor disk) {
        this.store = requireNonNull(store, "store");
        this.disk = requireNonNull(disk, "disk");
    }

    /** For the disk alone, that does not keep the process from ending. */
    static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(
                task -> {
                    Thread thread = new Thread(task, "output-memory");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** That is there, written by somebody before. */
    void found(OutputRecords records) {
        stored = Optional.of(records);
    }

    /** Completes with whether it, or something newer, is on the disk. */
    CompletableFuture<Boolean> write(OutputRecords records) {
        Job job;
        synchronized (this) {
            CompletableFuture<Boolean> done =
                    waiting.map(Job::done).orElseGet(CompletableFuture::new);
            job = new Job(records, done);
            waiting = Optional.of(job);
            latest = waiting;
            if (writing) {
                return done;
            }
            writing = true;
        }
        disk.execute(this::writeAll);
        return job.done();
    }

    /** The last that the disk has taken, as far as we know. */
    Optional<OutputRecords> stored() {
        return stored;
    }

    /** What is on its way to the disk; empty: nothing. */
    synchronized Optional<CompletableFuture<Boolean>> onItsWay() {
        return writing ? latest.map(Job::done) : Optional.empty();
    }

    /** What the disk has, or will have if nothing fails. */
    synchronized Optional<OutputRecords> latest() {
        return writing ? latest.map(Job::records) : stored;
    }

    /** Why the last write failed; empty: it did not. */
    Optional<String> problem() {
        return problem;
    }

    long writtenBytes() {
        return writtenBytes.get();
    }

    private void writeAll() {
        for (Optional<Job> job = next(); job.isPresent(); job = next()) {
            job.get().done().complete(written(job.get().records()));
        }
    }

    private synchronized Optional<Job> next() {
        Optional<Job> job = waiting;
        waiting = Optional.empty();
        writing = job.isPresent();
        return job;
    }

    /** Without the name of a class, which tells nobody what to do. */
    private static String said(Exception e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private boolean written(OutputRecords records) {
        String text = records.text();
        try {
            store.write(text);
        } catch (IOException | RuntimeException e) {
            if (problem.isEmpty()) {
                Logger.error("{}: what outputs were cannot be kept: {}", store, said(e));
            }
            problem = Optional.of("outputs: what they were cannot be kept on disk: " + said(e));
            return false;
        }
        if (problem.isPresent()) {
            Logger.info("{}: what outputs were is kept again", store);
        }
        problem = Optional.empty();
        stored = Optional.of(records);
        writtenBytes.addAndGet(text.getBytes(UTF_8).length);
        return true;
    }
}
