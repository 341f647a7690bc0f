package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.rule.Source.Switch;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.WakeSignal;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** What rules can see, as it was last told. Safe for use by several threads; does not block. */
public final class Knowledge implements MeasuredListener {

    private final Ticks ticks;
    private final WakeSignal news;
    private final Map<String, Map<Quantity, Value>> values = new HashMap<>();
    private final Map<Switch, Position> switches = new HashMap<>();

    /**
     * A measured value.
     *
     * @param value the last good one
     * @param tick when that was
     * @param inARow good ones since one failed
     * @param total good ones since the start
     */
    record Value(double value, long tick, int inARow, long total) {

        Value next(double fresh, long now) {
            return new Value(fresh, now, inARow + 1, total + 1);
        }

        Value failed() {
            return new Value(value, tick, 0, total);
        }
    }

    /**
     * An input or an output.
     *
     * @param changed when it became so
     * @param presses how often it went on
     */
    record Position(boolean on, long changed, long presses) {}

    public Knowledge(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
        this.news = ticks.signal();
    }

    /** For whoever evaluates: raised with each change. */
    WakeSignal news() {
        return news;
    }

    @Override
    public void measured(String sensor, List<Measurement> good, long tick) {
        synchronized (this) {
            Map<Quantity, Value> own = values.computeIfAbsent(sensor, any -> new HashMap<>());
            Set<Quantity> failed = new HashSet<>(own.keySet());
            for (Measurement each : good) {
                failed.remove(each.quantity());
                own.merge(
                        each.quantity(),
                        new Value(each.value(), tick, 1, 1),
                        (before, one) -> before.next(each.value(), tick));
            }
            failed.forEach(each -> own.computeIfPresent(each, (any, value) -> value.failed()));
        }
        news.raise();
    }

    /** An input or an output is so now. */
    public void switched(Switch which, boolean on) {
        synchronized (this) {
            Position before = switches.get(which);
            if (before != null && before.on() == on) {
                return;
            }
            long presses = before == null ? 0 : before.presses();
            boolean press = before != null && on;
            switches.put(which, new Position(on, ticks.now(), press ? presses + 1 : presses));
        }
        news.raise();
    }

    synchronized Optional<Value> value(String sensor, Quantity quantity) {
        return Optional.ofNullable(values.getOrDefault(sensor, Map.of()).get(quantity));
    }

    synchronized Optional<Position> position(Switch which) {
        return Optional.ofNullable(switches.get(which));
    }
}
