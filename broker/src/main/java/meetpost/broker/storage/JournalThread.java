package meetpost.broker.storage;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one thread, {@code broker-journal}, that waits for the medium. Any thread may ask it. */
final class JournalThread {

    private static final int STOP_SECONDS = 2;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        var one = new Thread(task, "broker-journal");
                        one.setDaemon(true);
                        return one;
                    });

    private final AtomicBoolean planned = new AtomicBoolean();

    JournalThread() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Does it so much later; what is asked for until then is done with it. */
    void later(Runnable task, Duration delay) {
        if (planned.compareAndSet(false, true)) {
            var unused =
                    thread.schedule(
                            () -> {
                                planned.set(false);
                                task.run();
                            },
                            delay.toNanos(),
                            NANOSECONDS);
        }
    }

    /** Ends it, and waits for what it is at, two seconds at most. */
    void stop() throws InterruptedException {
        thread.shutdown();
        var unused = thread.awaitTermination(STOP_SECONDS, SECONDS);
    }
}
