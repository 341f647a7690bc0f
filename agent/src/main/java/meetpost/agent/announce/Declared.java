package meetpost.agent.announce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.topic.BridgeTopics;
import meetpost.agent.topic.RuleTopics;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/**
 * Every retained topic that settings make the agent publish on, sooner or later. What bridges bring
 * nobody knows before they do.
 */
public final class Declared {

    private Declared() {}

    /** Of all that settings name. */
    public static Announced by(Settings settings, Topics topics) {
        Announced all = presence(topics);
        for (SensorSettings each : settings.sensors()) {
            all = all.and(sensor(each, topics));
        }
        for (InputSettings each : settings.inputs()) {
            all = all.and(itself(topics.state(each)));
        }
        for (ActuatorSettings each : settings.actuators()) {
            String root = topics.state(each);
            all = all.and(Announced.of(root, List.of(root, topics.cause(each))));
        }
        for (RuleSettings each : settings.rules()) {
            RuleTopics of = topics.of(each);
            all =
                    all.and(
                            Announced.of(
                                    of.root(),
                                    Stream.concat(Stream.of(of.root()), of.plain().stream())
                                            .toList()));
        }
        for (AlarmSettings each : settings.alarms()) {
            String root = topics.of(each);
            all = all.and(Announced.of(root, List.of(root, topics.message(each))));
        }
        var bridges = new BridgeTopics(settings.device().id());
        for (BridgeSettings each : settings.bridges()) {
            if (each instanceof Upstream upstream && !upstream.out().isEmpty()) {
                all = all.and(itself(bridges.reads(upstream.name(), "out")));
            }
        }
        if (settings.homeAssistant().discovery()) {
            all = all.and(itself(topics.discovery(settings.homeAssistant())));
        }
        return all;
    }

    /** Of the board itself. */
    static Announced presence(Topics topics) {
        String status = topics.status();
        return Announced.of(
                status.substring(0, status.lastIndexOf('/')),
                List.of(status, topics.info(), topics.things()));
    }

    private static Announced sensor(SensorSettings sensor, Topics topics) {
        List<String> all = new ArrayList<>();
        all.add(topics.status(sensor));
        all.add(topics.fault(sensor));
        if (!sensor.isPublished()) {
            sensor.quantities().forEach(each -> topics.status(sensor, each).ifPresent(all::add));
            return Announced.of(topics.of(sensor), all);
        }
        if (sensor.json()) {
            all.add(topics.reading(sensor));
        }
        for (Quantity each : sensor.quantities()) {
            all.add(topics.value(sensor, each));
            topics.status(sensor, each).ifPresent(all::add);
        }
        return Announced.of(topics.of(sensor), all);
    }

    private static Announced itself(String topic) {
        return Announced.of(topic, List.of(topic));
    }
}
