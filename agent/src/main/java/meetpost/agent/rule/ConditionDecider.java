package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import meetpost.agent.rule.Decision.Unknown;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.settings.rule.Behaviour.When;
import meetpost.agent.settings.rule.Condition;

/** On from when a condition has held for a while until another does. */
final class ConditionDecider implements Decider {

    private final When rule;
    private boolean on;
    private Optional<Long> holdsSince = Optional.empty();

    ConditionDecider(When rule) {
        this.rule = requireNonNull(rule, "rule");
    }

    @Override
    public Decision decide(Moment moment, Observations observations) {
        if (on) {
            Condition ends = rule.until().orElse(rule.when());
            double holds = observations.condition(ends);
            if (Double.isNaN(holds)) {
                return unknown(ends, observations);
            }
            boolean over = rule.until().isPresent() == holds > 0;
            if (!over) {
                return new Wants(true, text(rule.when()));
            }
            on = false;
            holdsSince = Optional.empty();
            return new Wants(false, rule.until().map(ConditionDecider::text).orElse(not()));
        }
        double holds = observations.condition(rule.when());
        if (Double.isNaN(holds)) {
            holdsSince = Optional.empty();
            return unknown(rule.when(), observations);
        }
        if (holds == 0) {
            holdsSince = Optional.empty();
            return new Wants(false, not());
        }
        long since = holdsSince.orElse(moment.tick());
        holdsSince = Optional.of(since);
        on = moment.tick() - since >= rule.after().toNanos();
        return new Wants(on, on ? text(rule.when()) : text(rule.when()) + ", not long enough yet");
    }

    /** Another condition kept it off: it begins anew when that lets it. */
    @Override
    public void dropped() {
        on = false;
    }

    private static Unknown unknown(Condition condition, Observations observations) {
        String lacking = observations.lacking();
        return new Unknown(
                lacking.isEmpty() ? "\"%s\" has no value".formatted(text(condition)) : lacking);
    }

    private String not() {
        return "not " + text(rule.when());
    }

    private static String text(Condition condition) {
        return condition.expression().text();
    }
}
