package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import meetpost.agent.output.Origin;
import meetpost.agent.settings.rule.Overriding;

/**
 * What rules want of an output.
 *
 * @param on empty: whatever persons want
 * @param origin says which rule, and why
 * @param weight against persons
 * @param override how long a person's command stands against it
 */
public record Wish(Optional<Boolean> on, Origin origin, Weight weight, Overriding override) {

    public Wish {
        requireNonNull(on, "on");
        requireNonNull(origin, "origin");
        requireNonNull(weight, "weight");
        requireNonNull(override, "override");
    }

    /** What it has to say against a person. */
    public enum Weight {
        /** Less than a person, for a while. */
        RULE,
        /** The rule is in a mode in which nobody switches on. */
        MODE,
        /** More than a person: it must not get too cold. */
        GUARD
    }

    /** Of which rule it is. */
    String rule() {
        return origin.reason().map(reason -> reason.rule()).orElse("");
    }

    /** Why, for people. */
    String why() {
        return origin.reason().map(reason -> reason.why()).orElse("");
    }
}
