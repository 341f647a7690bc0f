package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Whether its threads keep up.
 *
 * @param lags by loop: how late it last began what was planned or asked of it
 * @param silences by loop: how long ago it last gave a sign of life
 */
record LoopMetrics(Supplier<Map<String, Duration>> lags, Supplier<Map<String, Duration>> silences)
        implements Source {

    LoopMetrics {
        requireNonNull(lags, "lags");
        requireNonNull(silences, "silences");
    }

    @Override
    public void write(Exposition text) {
        text.gauge(
                "meetpost_loop_lag_seconds",
                "How late a thread last began what was planned or asked of it.");
        new TreeMap<>(lags.get()).forEach((loop, lag) -> text.sample(lag, "loop", loop));
        text.gauge("meetpost_loop_silence_seconds", "Since a thread's last sign of life.");
        new TreeMap<>(silences.get()).forEach((loop, late) -> text.sample(late, "loop", loop));
    }
}
