package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

/**
 * Why a rule wants what it wants.
 *
 * @param rule its name
 * @param why for people: {@code 17.9 is below 18.5}
 */
public record Reason(String rule, String why) {

    public Reason {
        requireNonNull(rule, "rule");
        requireNonNull(why, "why");
    }
}
