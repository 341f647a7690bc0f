package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import meetpost.agent.time.Ticks;

/**
 * Answers that wait for the disk, each for so long at most. Used under the lock of {@link Outputs}.
 */
final class DiskPromises {

    private final Duration patience;
    private final Ticks real;
    private final List<Promise> all = new ArrayList<>();

    private record Promise(CompletableFuture<Boolean> stored, long end) {}

    DiskPromises(Duration patience, Ticks real) {
        this.patience = requireNonNull(patience, "patience");
        this.real = requireNonNull(real, "real");
    }

    /** Completes as {@code stored} does, or with false when that takes too long. */
    CompletableFuture<Boolean> of(CompletableFuture<Boolean> stored) {
        if (stored.isDone()) {
            return stored;
        }
        var promised = new CompletableFuture<Boolean>();
        var unused = stored.thenAccept(promised::complete);
        all.add(new Promise(promised, real.now() + patience.toNanos()));
        return promised;
    }

    /** Gives up on what takes too long; gives the nanoseconds until something may again. */
    long tick() {
        all.removeIf(promise -> promise.stored().isDone() || overdue(promise));
        return all.stream()
                .mapToLong(promise -> promise.end() - real.now())
                .min()
                .orElse(Outputs.NEVER);
    }

    private boolean overdue(Promise promise) {
        return promise.end() - real.now() <= 0 && promise.stored().complete(false);
    }

    /** Nobody will come any more. */
    void giveUp() {
        all.forEach(promise -> promise.stored().complete(false));
    }
}
