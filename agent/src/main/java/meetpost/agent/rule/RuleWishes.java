package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.output.Cause;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Reason;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.RuleSettings;

/** From what a rule wants to what it says to its outputs, by its mode. */
record RuleWishes(RuleSettings settings, Mode mode) {

    /** Why nothing is switched on in mode {@code service}. */
    static final String IN_SERVICE = "mode service";

    RuleWishes {
        requireNonNull(settings, "settings");
        requireNonNull(mode, "mode");
    }

    /**
     * Of each output; nothing where it does not speak yet.
     *
     * @param guard why the guard heats; empty: it does not
     * @param why of what it wants
     */
    Map<String, Wish> all(Optional<String> guard, Optional<Wants> wants, Cause cause, String why) {
        Map<String, Wish> all = new LinkedHashMap<>();
        for (String output : settings.outputs()) {
            if (guard.isPresent() && heats(output) && mode != Mode.SERVICE) {
                all.put(output, wish(Optional.of(true), Cause.GUARD, guard.get(), Weight.GUARD));
            } else if (mode == Mode.OFF) {
                all.put(output, wish(Optional.of(false), Cause.RULE, "mode off", Weight.MODE));
            } else if (mode == Mode.SERVICE) {
                all.put(output, wish(Optional.of(false), Cause.RULE, IN_SERVICE, Weight.MODE));
            } else if (mode == Mode.MANUAL) {
                all.put(output, wish(Optional.empty(), Cause.RULE, "mode manual", Weight.RULE));
            } else if (wants.isPresent()) {
                boolean on = cools(output) ? wants.get().cool() : wants.get().on();
                all.put(output, wish(Optional.of(on), cause, why, Weight.RULE));
            }
        }
        return all;
    }

    private boolean heats(String output) {
        return settings.behaviour() instanceof Thermostat thermostat
                && thermostat.heat().filter(output::equals).isPresent();
    }

    private boolean cools(String output) {
        return settings.behaviour() instanceof Thermostat thermostat
                && thermostat.cool().filter(output::equals).isPresent();
    }

    private Wish wish(Optional<Boolean> on, Cause cause, String why, Weight weight) {
        return new Wish(
                on,
                Origin.of(cause, new Reason(settings.name(), why)),
                weight,
                settings.override());
    }
}
