package meetpost.agent.settings.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** Every interlock names other outputs, and no declared level breaks one. */
final class InterlockCheck {

    private InterlockCheck() {}

    static void check(
            List<Named.Entry> entries,
            List<Found<ActuatorSettings>> actuators,
            ProblemReport report) {
        List<String> names = entries.stream().map(Named.Entry::name).toList();
        for (Named.Entry entry : entries) {
            for (String other : entry.section().find(ActuatorSection.INTERLOCK).orElse(List.of())) {
                named(entry, other, names, report);
            }
        }
        Map<String, ActuatorSettings> byName = new HashMap<>();
        actuators.forEach(actuator -> byName.put(actuator.thing().name(), actuator.thing()));
        for (Found<ActuatorSettings> actuator : actuators) {
            for (String name : actuator.thing().interlock()) {
                ActuatorSettings other = byName.get(name);
                if (other != null && !name.equals(actuator.thing().name())) {
                    levels(actuator, other, report);
                }
            }
        }
    }

    private static void named(
            Named.Entry entry, String other, List<String> names, ProblemReport report) {
        if (other.equals(entry.name())) {
            report.at(
                    entry.section().at(ActuatorSection.INTERLOCK),
                    "output %s is interlocked with itself, expected other outputs"
                            .formatted(other));
        } else if (!names.contains(other)) {
            List<String> others =
                    names.stream().filter(name -> !name.equals(entry.name())).toList();
            String expected =
                    others.isEmpty()
                            ? "the name of another output"
                            : Nearest.to(other, others).orElseGet(() -> Scalars.or(others));
            report.at(
                    entry.section().at(ActuatorSection.INTERLOCK),
                    "there is no output " + ProblemReport.quoted(other) + ", expected " + expected);
        }
    }

    private static void levels(
            Found<ActuatorSettings> found, ActuatorSettings other, ProblemReport report) {
        ActuatorSettings actuator = found.thing();
        Section section = found.section();
        if (actuator.atStart() == AtStart.ON && other.atStart() == AtStart.ON) {
            report.at(section.at(ActuatorSection.AT_START), conflict("at-start", other));
        }
        if (actuator.onAtStop() && other.onAtStop()) {
            report.at(section.at(ActuatorSection.AT_STOP), conflict("at-stop", other));
        }
        if (actuator.onAtCrash() && other.onAtCrash() && section.has(ActuatorSection.AT_CRASH)) {
            report.at(section.at(ActuatorSection.AT_CRASH), conflict("at-crash", other));
        }
        boolean bothOnLoss =
                actuator.onBrokerLoss().filter(ActuatorSettings.BrokerLoss::on).isPresent()
                        && other.onBrokerLoss().filter(ActuatorSettings.BrokerLoss::on).isPresent();
        if (bothOnLoss) {
            report.at(
                    section.at(ActuatorSection.ON_BROKER_LOSS), conflict("on-broker-loss", other));
        }
    }

    private static String conflict(String key, ActuatorSettings other) {
        return "\"%s\" may switch this output on together with %s of its interlock, expected off for one of them"
                .formatted(key, other.name());
    }
}
