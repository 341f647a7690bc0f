package meetpost.simulator.fleet;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/** One thread that carries connections and does things at their time. */
final class Loop implements AutoCloseable {

    private static final long LONGEST_SLEEP_MILLIS = 1000;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::tick).thenComparingLong(Task::seq));
    private long seq;
    private volatile boolean closed;

    /** Starts it. */
    Loop(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands something over to its thread. Any thread. */
    void execute(Runnable action) {
        handedOver.add(action);
        selector.wakeup();
    }

    /** Does something at a tick of {@link Ticks#REAL}. Its own thread. */
    void at(long tick, Runnable action) {
        tasks.add(new Task(tick, seq++, action));
    }

    /** Does something in so long. Its own thread. */
    void in(Duration delay, Runnable action) {
        at(Ticks.REAL.now() + delay.toNanos(), action);
    }

    /** Opens a connection. Its own thread. */
    Connection connect(Way way, Connection.Owner owner) throws IOException {
        return new Connection(way, selector, owner);
    }

    /** Ends its thread, and waits for that for a second at most. */
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
    }

    private void run() {
        try {
            while (!closed) {
                long unused =
                        selector.select(key -> ((Connection) key.attachment()).ready(), sleep());
                Runnable action = handedOver.poll();
                while (action != null) {
                    action.run();
                    action = handedOver.poll();
                }
                doWhatIsDue();
            }
        } catch (IOException e) {
            Logger.error("{}: {}", thread.getName(), e.getMessage());
        }
    }

    private void doWhatIsDue() {
        Task next = tasks.peek();
        while (next != null && next.tick() - Ticks.REAL.now() <= 0) {
            tasks.remove();
            next.action().run();
            next = tasks.peek();
        }
    }

    /** At least a millisecond: 0 would be for ever. */
    private long sleep() {
        Task next = tasks.peek();
        return next == null
                ? LONGEST_SLEEP_MILLIS
                : Math.max(
                        1, Math.min(LONGEST_SLEEP_MILLIS, Ticks.REAL.real(next.tick()).toMillis()));
    }

    /** Something to do at a tick; in the order of {@code seq} where ticks are the same. */
    private record Task(long tick, long seq, Runnable action) {}
}
