package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import meetpost.agent.time.Ticks;

/** Says how far a run is: after a second, and then every five. Used by one thread. */
final class Progress {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration OTHERS = Duration.ofSeconds(5);

    private final PrintStream out;
    private final Ticks ticks;
    private final Tally tally;
    private final Ledger ledger;
    private final int devices;
    private String step = "";
    private long begun;
    private long next;

    Progress(PrintStream out, Ticks ticks, Tally tally, Ledger ledger, int devices) {
        this.out = requireNonNull(out, "out");
        this.ticks = requireNonNull(ticks, "ticks");
        this.tally = tally;
        this.ledger = ledger;
        this.devices = devices;
    }

    /** Another step begins: {@code connecting}. */
    void begin(String what) {
        step = what;
        begun = ticks.now();
        next = begun + FIRST.toNanos();
    }

    /** Prints a line if it is time for one. */
    void look() {
        long now = ticks.now();
        if (now - next < 0) {
            return;
        }
        next = now + OTHERS.toNanos();
        out.printf(
                Locale.ROOT,
                "%-13s %d s: %d of %d connected, %d published, %d acknowledged, %d arrived%n",
                step,
                Duration.ofNanos(now - begun).toSeconds(),
                tally.connected.get(),
                devices,
                ledger.published(),
                ledger.acknowledged(),
                ledger.arrived());
    }
}
