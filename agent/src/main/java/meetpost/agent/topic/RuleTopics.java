package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.link.CommandTopics;

/**
 * The topics of one rule.
 *
 * @param root what it wants and why; everything of it is there and below
 * @param hasSetpoint whether it aims at something that a person may set
 */
public record RuleTopics(String root, boolean hasSetpoint) {

    public RuleTopics {
        requireNonNull(root, "root");
    }

    /** Whether it governs its outputs. */
    public String mode() {
        return root + "/mode";
    }

    /** What it aims at. */
    public String setpoint() {
        return root + "/setpoint";
    }

    /** What is below its own topic, retained. */
    public List<String> plain() {
        return hasSetpoint ? List.of(mode(), setpoint()) : List.of(mode());
    }

    /** Where commands come in for what is published on {@code topic}. */
    public static String setOf(String topic) {
        return topic + CommandTopics.SUFFIX;
    }
}
