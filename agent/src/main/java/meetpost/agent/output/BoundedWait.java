package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.tinylog.Logger;

/** Waits for another thread, and not longer than it may. */
final class BoundedWait {

    private BoundedWait() {}

    /** Empty: not in time, or it failed, or this thread was interrupted. */
    static <T> Optional<T> of(CompletableFuture<T> future, long nanos) {
        try {
            return Optional.of(future.get(Math.max(0, nanos), NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            Logger.error(e.getCause(), "outputs: a defect of the program");
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
