package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.rule.Decision.Unknown;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.Setpoint;
import meetpost.agent.settings.rule.Source.Measured;
import meetpost.agent.time.DurationText;

/** Holds a value at its setpoint. */
final class ThermostatDecider implements Decider {

    private static final double LEAST_STEP = 0.1;
    private static final String NO_PROGRESS = "no progress: still";

    private final Thermostat thermostat;
    private final Timetable timetable;
    private Optional<Double> person = Optional.empty();
    private boolean heats;
    private boolean cools;
    private boolean guards;
    private final Optional<Progress> progress;

    ThermostatDecider(Thermostat thermostat, Timetable timetable) {
        this.thermostat = requireNonNull(thermostat, "thermostat");
        this.timetable = requireNonNull(timetable, "timetable");
        this.progress =
                thermostat
                        .noProgress()
                        .map(
                                longest ->
                                        new Progress(
                                                longest,
                                                Math.max(LEAST_STEP, thermostat.band() / 4)));
    }

    /** What it aims at by the settings. */
    double planned(Optional<Instant> calendar) {
        Setpoint setpoint = thermostat.setpoint();
        return calendar.flatMap(
                        now ->
                                setpoint.times().stream()
                                        .filter(each -> timetable.isWithin(each.window(), now))
                                        .findFirst())
                .map(Setpoint.At::value)
                .orElse(setpoint.otherwise());
    }

    /** What a person wants instead; empty: nothing. */
    void person(Optional<Double> value) {
        person = value;
    }

    /** What it aims at. */
    double setpoint(Optional<Instant> calendar) {
        return person.orElseGet(() -> planned(calendar));
    }

    @Override
    public Decision decide(Moment moment, Observations observations) {
        Optional<Seen> seen = seen(observations);
        if (seen.isEmpty()) {
            guards = false;
            return new Unknown(observations.lacking());
        }
        double value = seen.get().value();
        double aim = setpoint(moment.calendar());
        double half = thermostat.band() / 2;
        boolean both = thermostat.heat().isPresent() && thermostat.cool().isPresent();
        double low = aim - half;
        double high = aim + half;
        double heatEnds = both ? aim : high;
        double coolEnds = both ? aim : low;
        heats = thermostat.heat().isPresent() && (heats ? value <= heatEnds : value < low);
        cools = thermostat.cool().isPresent() && (cools ? value >= coolEnds : value > high);
        thermostat
                .guard()
                .ifPresent(least -> guards = value < least || (guards && value < least + half));
        if (isStuck(value, observations, moment.tick())) {
            return new Unknown(
                    "%s %s, after %s of %s"
                            .formatted(
                                    NO_PROGRESS,
                                    seen.get().text(value),
                                    DurationText.of(thermostat.noProgress().orElseThrow()),
                                    heats ? "heating" : "cooling"));
        }
        return new Wants(heats, cools, why(seen.get(), low, high, heatEnds, coolEnds));
    }

    /** From now on as if it had not yet tried. */
    void forget() {
        progress.ifPresent(Progress::forget);
    }

    private boolean isStuck(double value, Observations observations, long tick) {
        Progress.Way way =
                heats ? Progress.Way.UP : cools ? Progress.Way.DOWN : Progress.Way.NOWHERE;
        Optional<String> output = heats ? thermostat.heat() : thermostat.cool();
        boolean on = output.filter(observations::isOn).isPresent();
        return progress.filter(each -> each.isStuck(way, value, on, tick)).isPresent();
    }

    private String why(Seen seen, double low, double high, double heatEnds, double coolEnds) {
        if (heats) {
            return seen.is("below", heatEnds);
        }
        if (cools) {
            return seen.is("above", coolEnds);
        }
        return thermostat.heat().isPresent()
                ? seen.is(seen.value() >= low ? "not below" : "below", low)
                : seen.is(seen.value() <= high ? "not above" : "above", high);
    }

    /** Why the guard heats; empty: it does not. After {@link #decide}. */
    Optional<String> guard(Observations observations) {
        return guards
                ? seen(observations)
                        .map(seen -> "guard: " + seen.is("below", thermostat.guard().orElse(0.0)))
                : Optional.empty();
    }

    private Optional<Seen> seen(Observations observations) {
        for (Measured each : thermostat.of()) {
            double value = observations.value(each);
            if (!Double.isNaN(value)) {
                return Optional.of(new Seen(each, value));
            }
        }
        return Optional.empty();
    }

    private record Seen(Measured of, double value) {

        String is(String how, double than) {
            return "%s is %s %s".formatted(text(value), how, text(than));
        }

        private String text(double number) {
            int decimals = Math.max(1, Math.min(2, of.quantity().decimals()));
            return Numbers.text(number, decimals);
        }
    }
}
