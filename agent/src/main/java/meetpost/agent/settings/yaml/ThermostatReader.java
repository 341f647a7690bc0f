package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import meetpost.agent.expression.Scope.UnknownInputException;
import meetpost.agent.settings.rule.Behaviour;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.Setpoint;
import meetpost.agent.settings.rule.Source;

/** Makes a thermostat of what its keys say, or says what is wrong with it. */
record ThermostatReader(Section section, RuleScope scope, ProblemReport report) {

    /** Empty where it is wrong, which was then reported. */
    Optional<Behaviour> read() {
        List<Source.Measured> of = new ArrayList<>();
        for (String each : section.find(RuleSection.THERMOSTAT).orElse(List.of())) {
            try {
                of.add(scope.measured(each));
            } catch (UnknownInputException e) {
                report.at(section.at(RuleSection.THERMOSTAT), String.valueOf(e.getMessage()));
            }
        }
        if (of.stream().map(each -> each.quantity().unit()).distinct().count() > 1) {
            report.at(
                    section.at(RuleSection.THERMOSTAT), "values of several units, expected of one");
        }
        if (!section.has(ThermostatKeys.SETPOINT)) {
            report.at(
                    section.at(),
                    "\"setpoint\" is missing, expected a number or {else: 16, times: [...]}");
        }
        if (section.has(ThermostatKeys.GUARD) && !section.has(ThermostatKeys.HEAT)) {
            report.at(section.at(ThermostatKeys.GUARD), "a guard heats, expected heat: beside it");
        }
        Optional<Setpoint> setpoint = section.find(ThermostatKeys.SETPOINT);
        if (of.isEmpty() || setpoint.isEmpty()) {
            return Optional.empty();
        }
        scope.requirePlace(
                setpoint.get().times().stream()
                        .map(Setpoint.At::window)
                        .flatMap(window -> Stream.of(window.from(), window.to())),
                section.at(ThermostatKeys.SETPOINT),
                report);
        double[] ends = bounds(setpoint.get());
        return Optional.of(
                new Thermostat(
                        of,
                        section.find(ThermostatKeys.HEAT),
                        section.find(ThermostatKeys.COOL),
                        setpoint.get(),
                        section.value(ThermostatKeys.BAND),
                        ends[0],
                        ends[1],
                        section.find(ThermostatKeys.GUARD),
                        section.find(ThermostatKeys.NO_PROGRESS)));
    }

    private double[] bounds(Setpoint setpoint) {
        double[] all =
                DoubleStream.concat(
                                DoubleStream.of(setpoint.otherwise()),
                                setpoint.times().stream().mapToDouble(Setpoint.At::value))
                        .sorted()
                        .toArray();
        List<Double> bounds =
                section.find(ThermostatKeys.BOUNDS).orElse(List.of(all[0], all[all.length - 1]));
        if (bounds.get(0) > bounds.get(1)) {
            report.at(section.at(ThermostatKeys.BOUNDS), "the first is above the second");
        } else if (all[0] < bounds.get(0) || all[all.length - 1] > bounds.get(1)) {
            report.at(
                    section.at(ThermostatKeys.BOUNDS),
                    "a setpoint of the file is outside, expected all within");
        }
        return new double[] {bounds.get(0), bounds.get(1)};
    }
}
