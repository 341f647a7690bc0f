package meetpost.simulator.fleet;

import com.grack.nanojson.JsonWriter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param connecting from the first connection to the last
 * @param publishing from the first reading to the last
 * @param cut connections that were cut so that a will was due
 */
record Report(
        Shape shape,
        Ledger ledger,
        Tally tally,
        Latencies readings,
        Latencies commands,
        Duration connecting,
        Duration publishing,
        int cut) {

    /** Whether everybody was there and nothing was lost that the broker had acknowledged. */
    boolean good() {
        return tally.connected.get() == shape.devices() && ledger.lost() == 0;
    }

    /** For people. */
    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "connected     %d of %d in %.2f s (%.0f/s)%n",
                tally.connected.get(),
                shape.devices(),
                seconds(connecting),
                rate(tally.connected.get(), connecting));
        out.printf(
                Locale.ROOT,
                "published     %d in %.1f s (%.0f/s)%n",
                ledger.published(),
                seconds(publishing),
                rate(ledger.published(), publishing));
        out.printf(Locale.ROOT, "acknowledged  %d%n", ledger.acknowledged());
        out.printf(Locale.ROOT, "arrived       %d (%d twice)%n", ledger.arrived(), ledger.twice());
        out.printf(Locale.ROOT, "lost          %d%n", ledger.lost());
        out.printf(Locale.ROOT, "latency       %s, publisher to subscriber%n", text(readings));
        out.printf(
                Locale.ROOT,
                "commands      %d of %d obeyed; %s, command to state%n",
                tally.obeyed.get(),
                tally.commanded.get(),
                text(commands));
        out.printf(
                Locale.ROOT, "wills         %d of %d%n", Math.min(cut, tally.mourned.get()), cut);
        out.printf(Locale.ROOT, "broken        %d connections%n", tally.broken.get());
        if (tally.away.count() > 0) {
            out.printf(
                    Locale.ROOT,
                    "away          %d times; p50 %.1f s  longest %.1f s%n",
                    tally.away.count(),
                    seconds(tally.away.quantile(0.5)),
                    seconds(tally.away.quantile(1)));
        }
        if (tally.blind.get() > 0) {
            out.printf(
                    Locale.ROOT,
                    "observers     away %d times: what passed meanwhile counts as lost%n",
                    tally.blind.get());
        }
        tally.trouble().ifPresent(text -> out.println("trouble       " + text));
    }

    /** For programs. */
    void printJson(PrintStream out) {
        var json =
                JsonWriter.string()
                        .object()
                        .value("devices", shape.devices())
                        .value("sensors", shape.sensors())
                        .value("connected", tally.connected.get())
                        .value("connectSeconds", seconds(connecting))
                        .value("published", ledger.published())
                        .value("publishSeconds", seconds(publishing))
                        .value("acknowledged", ledger.acknowledged())
                        .value("arrived", ledger.arrived())
                        .value("twice", ledger.twice())
                        .value("lost", ledger.lost())
                        .value("p50Millis", millis(readings, 0.5))
                        .value("p99Millis", millis(readings, 0.99))
                        .value("commanded", tally.commanded.get())
                        .value("obeyed", tally.obeyed.get())
                        .value("commandP50Millis", millis(commands, 0.5))
                        .value("commandP99Millis", millis(commands, 0.99))
                        .value("cut", cut)
                        .value("wills", Math.min(cut, tally.mourned.get()))
                        .value("broken", tally.broken.get())
                        .value("away", tally.away.count())
                        .value("awayP50Millis", millis(tally.away, 0.5))
                        .value("awayMaxMillis", millis(tally.away, 1))
                        .value("observersAway", tally.blind.get());
        tally.trouble().ifPresent(text -> json.value("trouble", text));
        out.println(json.end().done());
    }

    private static String text(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms  p99 %.2f ms",
                millis(latencies, 0.5),
                millis(latencies, 0.99));
    }

    private static double millis(Latencies latencies, double part) {
        return latencies.quantile(part).toNanos() / 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double rate(long count, Duration duration) {
        return duration.isZero() ? 0 : count / (duration.toNanos() / 1e9);
    }
}
