package meetpost.agent.send;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.agent.log.Defects;

/** What other threads leave for one to run, in order. */
public final class Signals {

    private static final int UNREAD = 1000;

    private final String where;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final Defects defects = new Defects();

    /**
     * @param where its thread works, for people
     */
    public Signals(String where) {
        this.where = requireNonNull(where, "where");
    }

    /** Is run, soon. Any thread. */
    public void add(Runnable task) {
        waiting.add(task);
    }

    /**
     * The same of what looks at what somebody else wrote: gone if too many of these wait. Any
     * thread.
     */
    public void later(Runnable task) {
        if (waiting.size() < UNREAD) {
            waiting.add(() -> runSafely(task));
        }
    }

    /** Wakes the thread. Any thread. */
    public void ring() {
        if (waiting.isEmpty()) {
            waiting.add(() -> {});
        }
    }

    /** Tasks that failed as nobody foresaw. Any thread. */
    public long defects() {
        return defects.count();
    }

    /** Runs all that wait, on this thread; blocks for {@code max} where none does. */
    public void run(Duration max) throws InterruptedException {
        Runnable next = waiting.poll(max.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
            next.run();
            next = waiting.poll();
        }
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            defects.cost(e, where);
        }
    }
}
