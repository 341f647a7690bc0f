package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.Node;

/** No two things on one topic, with all the topics that each thing has. */
final class TopicCheck {

    private final Topics topics;
    private final Claims<String> claims = new Claims<>();

    TopicCheck(Topics topics) {
        this.topics = topics;
    }

    void check(
            List<Found<SensorSettings>> sensors,
            List<Found<InputSettings>> inputs,
            List<Found<ActuatorSettings>> actuators,
            List<Found<RuleSettings>> rules,
            List<Found<AlarmSettings>> alarms,
            List<Found<BridgeSettings>> bridges,
            ProblemReport report) {
        claims.hold(topics.status(), "this device");
        claims.hold(topics.info(), "this device");
        sensors.forEach(found -> claim(found.thing(), claimed(found)));
        for (Found<InputSettings> found : inputs) {
            InputSettings input = found.thing();
            claims.add(
                    topics.state(input),
                    "input " + input.name(),
                    found.section().at(InputSection.TOPIC));
            if (input.events()) {
                claims.add(
                        topics.event(input),
                        "input " + input.name(),
                        found.section().at(InputSection.TOPIC));
            }
        }
        actuators.forEach(found -> claim(found.thing(), found.section().at(ActuatorSection.TOPIC)));
        rules.forEach(found -> claim(found.thing(), found.section().at()));
        for (Found<AlarmSettings> found : alarms) {
            String owner = "alarm " + found.thing().name();
            claims.add(topics.of(found.thing()), owner, found.section().at());
            claims.add(topics.message(found.thing()), owner, found.section().at());
        }
        bridges.stream()
                .flatMap(found -> BridgeSection.foundDownlinks(found.section()).stream())
                .forEach(found -> claim(found.thing(), found.section().at()));
        sensors.forEach(found -> heard(found, report));
        claims.report(
                report,
                (topic, first) ->
                        "topic %s is taken by %s, expected another"
                                .formatted(ProblemReport.quoted(topic), first));
    }

    /** Of somebody else's sensor the topic in the file is not ours. */
    private static Node claimed(Found<SensorSettings> sensor) {
        return sensor.thing().isForeign()
                ? sensor.section().at()
                : sensor.section().at(SensorSection.TOPIC);
    }

    /** What is ours is no second sensor: it would hear itself. */
    private void heard(Found<SensorSettings> found, ProblemReport report) {
        if (!(found.thing().wire() instanceof Wire.Topic wire)) {
            return;
        }
        Optional<String> owner =
                wire.topic().startsWith(topics.device() + "/")
                        ? Optional.of("this device")
                        : claims.owner(wire.topic());
        owner.ifPresent(
                ours ->
                        report.at(
                                found.section().at(SensorSection.TOPIC),
                                "topic %s is this board's own, of %s, expected one that somebody else publishes on"
                                        .formatted(ProblemReport.quoted(wire.topic()), ours)));
    }

    private void claim(BridgeSettings.Downlink downlink, Node at) {
        String owner = "downlink " + downlink.name();
        claims.add(topics.set(downlink), owner, at);
        claims.add(topics.result(downlink), owner, at);
    }

    private void claim(SensorSettings sensor, Node at) {
        String owner = "sensor " + sensor.name();
        for (Quantity quantity : sensor.quantities()) {
            claims.add(topics.value(sensor, quantity), owner, at);
            topics.status(sensor, quantity).ifPresent(topic -> claims.add(topic, owner, at));
        }
        claims.add(topics.status(sensor), owner, at);
        claims.add(topics.fault(sensor), owner, at);
        claims.add(topics.history(sensor), owner, at);
        if (sensor.json()) {
            claims.add(topics.reading(sensor), owner, at);
        }
    }

    private void claim(RuleSettings rule, Node at) {
        String owner = "rule " + rule.name();
        claims.add(topics.of(rule).root(), owner, at);
        topics.of(rule).plain().forEach(topic -> claims.add(topic, owner, at));
    }

    private void claim(ActuatorSettings actuator, Node at) {
        String owner = "output " + actuator.name();
        claims.add(topics.state(actuator), owner, at);
        claims.add(topics.cause(actuator), owner, at);
        claims.add(topics.set(actuator), owner, at);
        claims.add(topics.result(actuator), owner, at);
    }
}
