package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.rule.Knowledge.Position;
import meetpost.agent.rule.Knowledge.Value;
import meetpost.agent.settings.rule.Condition;
import meetpost.agent.settings.rule.OnFault;
import meetpost.agent.settings.rule.Source;
import meetpost.agent.settings.rule.Source.Measured;

/**
 * What one rule sees: the last good value of a sensor counts until it is too old, and after that
 * again when {@value #GOOD_AGAIN} in a row were good. One thread.
 */
final class Observations {

    static final int GOOD_AGAIN = 3;

    private final Knowledge knowledge;
    private final Timetable timetable;
    private final OnFault onFault;
    private final long start;

    /** What is not believed at the moment, with how many good values it had given by then. */
    private final Map<Measured, Long> blind = new HashMap<>();

    private final List<String> lacking = new ArrayList<>();
    private boolean early;
    private long now;
    private Optional<Instant> calendar = Optional.empty();

    /**
     * @param start the tick from which a first value is waited for
     */
    Observations(Knowledge knowledge, Timetable timetable, OnFault onFault, long start) {
        this.knowledge = requireNonNull(knowledge, "knowledge");
        this.timetable = requireNonNull(timetable, "timetable");
        this.onFault = requireNonNull(onFault, "onFault");
        this.start = start;
    }

    /** Looks again. */
    void look(Moment moment) {
        now = moment.tick();
        calendar = moment.calendar();
        early = false;
        lacking.clear();
    }

    /** Whether something that was looked for may still come for the first time. */
    boolean isEarly() {
        return early;
    }

    /** What was looked for and is not there, in words; empty: nothing. */
    String lacking() {
        return String.join(" and ", lacking);
    }

    /** Not a number where it is unknown. */
    double value(Measured of) {
        Optional<Value> known = knowledge.value(of.sensor(), of.quantity());
        long longest = onFault.after(of.every()).toNanos();
        if (known.isEmpty()) {
            early |= now - start <= longest;
            lacking.add(of.text() + " has not been measured yet");
            return Double.NaN;
        }
        Value value = known.get();
        boolean old = now - value.tick() > longest;
        Long since = blind.get(of);
        if (since == null && old) {
            blind.put(of, value.total());
        } else if (since != null
                && !old
                && value.inARow() >= GOOD_AGAIN
                && value.total() - since >= GOOD_AGAIN) {
            blind.remove(of);
        }
        if (blind.containsKey(of)) {
            lacking.add(of.text() + " does not answer");
            return Double.NaN;
        }
        return value.value();
    }

    /** Whether an output is on, as far as is known. */
    boolean isOn(String output) {
        return knowledge.position(new Source.Switch(output, true)).filter(Position::on).isPresent();
    }

    /** Whether it is on; empty where that is not known yet. */
    Optional<Position> position(Source.Switch which) {
        Optional<Position> position = knowledge.position(which);
        if (position.isEmpty()) {
            early = true;
            lacking.add(which.text() + " has not been read yet");
        }
        return position;
    }

    /** 1 where it holds, 0 where it does not, not a number where that is unknown. */
    double condition(Condition condition) {
        double[] values = new double[condition.sources().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(condition.sources().get(i));
        }
        return condition.expression().value(values);
    }

    private double of(Source source) {
        if (source instanceof Measured measured) {
            return value(measured);
        }
        if (source instanceof Source.Faulty faulty) {
            boolean never = knowledge.value(faulty.of().sensor(), faulty.of().quantity()).isEmpty();
            return Double.isNaN(value(faulty.of())) && !(never && early) ? 1 : 0;
        }
        if (source instanceof Source.Sun sun) {
            return sun(sun);
        }
        if (source instanceof Source.Inverse inverse) {
            return 1 - of(inverse.of());
        }
        return position((Source.Switch) source)
                .map(each -> each.on() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private double sun(Source.Sun source) {
        if (calendar.isEmpty()) {
            lacking.add("the clock is not set");
        }
        return calendar.flatMap(timetable::isSunUp)
                .map(up -> up == source.up() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }
}
