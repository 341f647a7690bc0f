package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule that governs outputs. Equal ones behave the same.
 *
 * @param topic without prefix
 * @param outputs of the board, by name; of a thermostat those that heat and cool
 * @param onlyIf looked at when it would switch on
 * @param over rules that have less to say than this one
 * @param serviceFor so long mode {@code service} lasts at most
 */
public record RuleSettings(
        String name,
        String title,
        String topic,
        Behaviour behaviour,
        List<String> outputs,
        Optional<Condition> onlyIf,
        OnFault onFault,
        Overriding override,
        List<String> over,
        Duration serviceFor) {

    public RuleSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(topic, "topic");
        requireNonNull(behaviour, "behaviour");
        outputs = List.copyOf(outputs);
        requireNonNull(onlyIf, "onlyIf");
        requireNonNull(onFault, "onFault");
        requireNonNull(override, "override");
        over = List.copyOf(over);
        requireNonNull(serviceFor, "serviceFor");
    }

    /** Whether a person may set what it aims at. */
    public boolean hasSetpoint() {
        return behaviour instanceof Behaviour.Thermostat;
    }
}
