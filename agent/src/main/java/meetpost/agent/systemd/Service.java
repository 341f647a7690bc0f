package meetpost.agent.systemd;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * The agent's main thread while it runs: says now and then how it is, and feeds the watchdog of
 * systemd only while everything moves. What hangs is named in the journal, once; systemd then
 * starts the service anew.
 *
 * @param tried whether the first round of readings is over
 * @param problem what hangs, in words; empty if nothing does
 * @param status one line for {@code systemctl status}
 */
public record Service(
        ServiceNotifier notifier,
        BooleanSupplier tried,
        Supplier<Optional<String>> problem,
        Supplier<String> status) {

    private static final Duration LONGEST_FIRST_ROUND = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration STATUS = Duration.ofSeconds(30);

    public Service {
        requireNonNull(notifier, "notifier");
        requireNonNull(tried, "tried");
        requireNonNull(problem, "problem");
        requireNonNull(status, "status");
    }

    /** Blocks until the process is asked to stop. */
    public void serve(StopSignal stop) throws InterruptedException {
        long end = Ticks.REAL.now() + LONGEST_FIRST_ROUND.toNanos();
        while (!tried.getAsBoolean() && Ticks.REAL.now() - end < 0 && !stop.await(LOOK)) {
            // A sensor that takes its time must not keep the service from being ready.
        }
        notifier.ready(status.get());
        Duration period = notifier.watchdog().map(max -> max.dividedBy(3)).orElse(STATUS);
        String said = "";
        while (!stop.await(period)) {
            Optional<String> hangs = problem.get();
            if (hangs.isEmpty()) {
                notifier.alive(status.get());
            } else if (!who(hangs.get()).equals(said)) {
                Logger.error("{}", hangs.get());
            }
            said = hangs.map(Service::who).orElse("");
        }
        notifier.stopping();
    }

    /** Without since when, which is another text at each look. */
    private static String who(String hangs) {
        return hangs.split(":", 2)[0];
    }
}
