package meetpost.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.topic.Topics;

/** What a board claims by its settings: the topics that it publishes, and those that it obeys. */
public final class Claims {

    private Claims() {}

    /** Of all that settings name, the board itself first. */
    public static List<Claim> of(Settings settings, Topics topics) {
        List<Claim> all = new ArrayList<>();
        all.add(itself(topics.device()));
        for (SensorSettings each : settings.sensors()) {
            all.add(sensor(each, topics));
        }
        for (InputSettings each : settings.inputs()) {
            all.add(itself(topics.state(each)));
        }
        for (ActuatorSettings each : settings.actuators()) {
            all.add(new Claim(topics.state(each), Set.of(), each.shared()));
        }
        for (RuleSettings each : settings.rules()) {
            all.add(itself(topics.of(each).root()));
        }
        settings.alarms().forEach(each -> all.add(itself(topics.of(each))));
        settings.bridges().stream()
                .flatMap(bridge -> bridge.downlinks().stream())
                .forEach(each -> all.add(itself(topics.of(each))));
        return all;
    }

    private static Claim sensor(SensorSettings sensor, Topics topics) {
        var quantities = sensor.quantities();
        return new Claim(
                topics.of(sensor),
                quantities.size() == 1
                        ? Set.of()
                        : quantities.stream().map(topics::name).collect(Collectors.toSet()),
                false);
    }

    private static Claim itself(String topic) {
        return new Claim(topic, Set.of(), false);
    }
}
