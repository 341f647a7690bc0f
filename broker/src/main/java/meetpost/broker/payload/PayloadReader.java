package meetpost.broker.payload;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Reads payloads on a thread of its own, {@code broker-payloads}, which is there while it is
 * needed: whoever asks never waits for the disk.
 */
public final class PayloadReader implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final PayloadFiles files;
    private final Executor answers;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> {
                        var one = new Thread(task, "broker-payloads");
                        one.setDaemon(true);
                        return one;
                    });

    /**
     * @param answers where answers are given: the thread that asks
     */
    public PayloadReader(PayloadFiles files, Executor answers) {
        this.files = files;
        this.answers = answers;
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads a payload. Does not block; exactly one of the two is called later.
     *
     * @param found given the payload
     * @param lost given why there is none
     */
    public void read(StoredPayload payload, Consumer<byte[]> found, Consumer<IOException> lost) {
        thread.execute(
                () -> {
                    try {
                        byte[] bytes = files.read(payload);
                        answers.execute(() -> found.accept(bytes));
                    } catch (IOException e) {
                        answers.execute(() -> lost.accept(e));
                    }
                });
    }

    /** Reads nothing further, and waits a second for what it is at. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var unused = thread.awaitTermination(1, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
