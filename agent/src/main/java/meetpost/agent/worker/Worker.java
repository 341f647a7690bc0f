package meetpost.agent.worker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * A thread that takes turns until it is told to end, and shows by a heartbeat that it lives. A turn
 * that throws ends it, as it ends any thread: the program's handler of uncaught exceptions says so.
 *
 * <p>Its thread keeps no process alive. Safe for use by several threads.
 */
public final class Worker {

    private final Ticks ticks;
    private final Work work;
    private final Thread thread;
    private volatile boolean ending;
    private volatile long turned;

    /**
     * Does nothing yet.
     *
     * @param name of the thread
     * @param ticks of the heartbeat
     */
    public Worker(String name, Ticks ticks, Work work) {
        this.ticks = requireNonNull(ticks, "ticks");
        this.work = requireNonNull(work, "work");
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        turned = ticks.now();
    }

    /** Once. */
    public void start() {
        turned = ticks.now();
        thread.start();
    }

    public boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    /** The turn that it is in is the last. Wakes it of nothing that the turn waits for. */
    public void end() {
        ending = true;
    }

    /** The turn that it is in is the last, and what that waits for is interrupted. */
    public void interrupt() {
        ending = true;
        thread.interrupt();
    }

    public boolean isEnding() {
        return ending;
    }

    /** Blocks until it has ended, or for {@code max}; says whether it has. */
    public boolean join(Duration max) throws InterruptedException {
        thread.join(Math.max(1, max.toMillis()));
        return !thread.isAlive();
    }

    /** The tick at which its last turn began. */
    public long turned() {
        return turned;
    }

    public String name() {
        return thread.getName();
    }

    private void run() {
        try {
            work.begin();
            while (!ending) {
                turned = ticks.now();
                work.turn();
            }
        } catch (InterruptedException e) {
            if (!ending) {
                Logger.warn("the thread {} was interrupted, and ends", name());
            }
        } finally {
            work.end();
        }
    }
}
