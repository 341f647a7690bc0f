package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.ActuatorSettings.AtStart.LAST;
import static meetpost.agent.settings.ActuatorSettings.AtStart.OFF;
import static meetpost.agent.settings.ActuatorSettings.AtStart.ON;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.time.DurationText;

/** Levels of outputs that are reached late, or only sometimes. */
final class LevelWarnings {

    /** A stop takes 5 s at most, and not all of it is there to wait. */
    private static final Duration LONGEST_AT_STOP = Duration.ofSeconds(3);

    /** Three questions, each with more than a second for its answer. */
    private static final Duration SURE = Duration.ofSeconds(5);

    private final Map<String, Found<ActuatorSettings>> byName = new HashMap<>();
    private final ProblemReport report;

    private LevelWarnings(List<Found<ActuatorSettings>> actuators, ProblemReport report) {
        actuators.forEach(each -> byName.put(each.thing().name(), each));
        this.report = report;
    }

    static void check(List<Found<ActuatorSettings>> actuators, ProblemReport report) {
        var warnings = new LevelWarnings(actuators, report);
        actuators.forEach(warnings::ofOne);
        for (Found<ActuatorSettings> one : actuators) {
            one.thing().interlock().stream()
                    .filter(name -> !name.equals(one.thing().name()))
                    .map(warnings.byName::get)
                    .filter(other -> other != null)
                    .forEach(
                            other -> {
                                Duration deadTime = one.thing().deadTime();
                                warnings.ofPair(one, other.thing(), deadTime);
                                warnings.ofPair(other, one.thing(), deadTime);
                            });
        }
    }

    private void ofOne(Found<ActuatorSettings> found) {
        ActuatorSettings one = found.thing();
        if (one.onBrokerLoss().filter(loss -> loss.after().compareTo(SURE) < 0).isPresent()) {
            warn(
                    found,
                    ActuatorSection.ON_BROKER_LOSS,
                    "the broker is asked each second at most: with \"after\" below "
                            + DurationText.of(SURE)
                            + " a network that falters counts as its loss");
        }
        if (one.minOff().isEmpty()) {
            return;
        }
        String minOff = DurationText.of(one.minOff().get());
        if (one.atStart() != OFF) {
            warn(
                    found,
                    ActuatorSection.AT_START,
                    "begins OFF and goes ON when \"min-off\" is known to be over, "
                            + minOff
                            + " after the start at the latest");
        }
        if (one.onBrokerLoss().filter(BrokerLoss::on).isPresent()) {
            warn(
                    found,
                    ActuatorSection.ON_BROKER_LOSS,
                    "goes ON only when \"min-off\" is over, up to " + minOff + " later");
        }
    }

    private void ofPair(Found<ActuatorSettings> found, ActuatorSettings mate, Duration deadTime) {
        ActuatorSettings one = found.thing();
        if (one.atStart() == LAST && mate.atStart() == ON) {
            warn(
                    found,
                    ActuatorSection.AT_START,
                    "starts OFF where " + mate.name() + " of its interlock starts ON");
        } else if (one.atStart() == ON && mate.atStart() == LAST) {
            warn(
                    found,
                    ActuatorSection.AT_START,
                    "starts OFF where " + mate.name() + " of its interlock was ON last");
        }
        if (one.onAtStop() && deadTime.compareTo(LONGEST_AT_STOP) > 0) {
            warn(
                    found,
                    ActuatorSection.AT_STOP,
                    "stays OFF at a stop where %s was ON less than its \"dead-time\" before: a stop waits %s at most"
                            .formatted(mate.name(), DurationText.of(LONGEST_AT_STOP)));
        }
        if (one.onBrokerLoss().filter(BrokerLoss::on).isPresent()
                && mate.onBrokerLoss().filter(loss -> !loss.on()).isEmpty()) {
            warn(
                    found,
                    ActuatorSection.ON_BROKER_LOSS,
                    "goes ON only once " + mate.name() + " of its interlock is off");
        }
    }

    private void warn(Found<ActuatorSettings> found, Key<?> key, String text) {
        report.warn(found.section().at(key), text);
    }
}
