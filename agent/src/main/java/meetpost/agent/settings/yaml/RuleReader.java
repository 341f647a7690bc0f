package meetpost.agent.settings.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.Scope.UnknownInputException;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.Behaviour;
import meetpost.agent.settings.rule.Behaviour.Follow;
import meetpost.agent.settings.rule.Behaviour.Press;
import meetpost.agent.settings.rule.Behaviour.Schedule;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.Behaviour.When;
import meetpost.agent.settings.rule.Condition;
import meetpost.agent.settings.rule.OnFault;
import meetpost.agent.settings.rule.Pulse;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.settings.rule.Source;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.Window;
import meetpost.agent.topic.Topics;

/** Makes one rule of what its keys say, or says what is wrong with it. */
final class RuleReader {

    private static final List<Key<?>> KINDS =
            List.of(
                    RuleSection.THERMOSTAT,
                    RuleSection.SCHEDULE,
                    RuleSection.FOLLOW,
                    RuleSection.PRESS,
                    RuleSection.WHEN);

    private final String name;
    private final Section section;
    private final RuleScope scope;
    private final ProblemReport report;

    private RuleReader(String name, Section section, RuleScope scope, ProblemReport report) {
        this.name = name;
        this.section = section;
        this.scope = scope;
        this.report = report;
    }

    /** Empty where it is wrong, which was then reported. */
    static Optional<Found<RuleSettings>> read(
            String name,
            Section section,
            RuleScope scope,
            TopicSettings topics,
            ProblemReport report) {
        return new RuleReader(name, section, scope, report)
                .rule(topics)
                .map(rule -> new Found<>(rule, section));
    }

    private Optional<RuleSettings> rule(TopicSettings topics) {
        List<Key<?>> kinds = KINDS.stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            String all = Scalars.or(KINDS.stream().<String>map(Key::name).toList());
            report.at(
                    kinds.isEmpty() ? section.at() : section.at(kinds.get(1)),
                    kinds.isEmpty()
                            ? "rule %s says not when, expected %s".formatted(name, all)
                            : "a second kind of rule, expected one of %s".formatted(all));
            return Optional.empty();
        }
        Key<?> kind = kinds.get(0);
        goesWith(RuleSection.THERMOSTAT, kind, ThermostatKeys.ALL);
        goesWith(RuleSection.FOLLOW, kind, List.of(RuleSection.HOLD));
        goesWith(RuleSection.PRESS, kind, List.of(RuleSection.FOR, RuleSection.TOGGLE));
        goesWith(RuleSection.WHEN, kind, List.of(RuleSection.UNTIL, RuleSection.AFTER));
        List<String> outputs = outputs(kind);
        Optional<Condition> onlyIf = condition(RuleSection.ONLY_IF);
        Optional<Behaviour> behaviour = behaviour(kind);
        if (behaviour.isEmpty() || outputs.isEmpty()) {
            return Optional.empty();
        }
        boolean sees = seesSensor(behaviour.get(), onlyIf);
        if (sees && !section.has(RuleSection.ON_FAULT)) {
            report.at(
                    section.at(),
                    "rule %s reads a sensor, expected on-fault: off, on, keep or such as duty 20%% of 30m"
                            .formatted(name));
        }
        return Optional.of(
                new RuleSettings(
                        name,
                        section.find(RuleSection.NAME).orElse(name),
                        Topics.under(topics.rules(), name),
                        behaviour.get(),
                        outputs,
                        onlyIf,
                        section.find(RuleSection.ON_FAULT).orElse(OnFault.OFF),
                        section.value(RuleSection.OVERRIDE),
                        section.find(RuleSection.OVER).orElse(List.of()),
                        section.value(RuleSection.SERVICE_FOR)));
    }

    /** Keys that mean nothing without the one that is their kind. */
    private void goesWith(Key<?> kind, Key<?> is, List<Key<?>> keys) {
        if (kind.equals(is)) {
            return;
        }
        for (Key<?> each : keys) {
            if (section.has(each)) {
                report.at(
                        section.at(each),
                        "\"%s\" goes with %s, and this rule has %s"
                                .formatted(each.name(), kind.name(), is.name()));
            }
        }
    }

    private List<String> outputs(Key<?> kind) {
        boolean thermostat = kind.equals(RuleSection.THERMOSTAT);
        if (thermostat && section.has(RuleSection.OUTPUT)) {
            report.at(
                    section.at(RuleSection.OUTPUT),
                    "a thermostat has no output, expected heat: or cool:");
        }
        Set<String> outputs = new LinkedHashSet<>();
        if (thermostat) {
            Stream.of(ThermostatKeys.HEAT, ThermostatKeys.COOL)
                    .forEach(
                            key -> section.find(key).ifPresent(each -> output(key, each, outputs)));
        } else {
            section.find(RuleSection.OUTPUT)
                    .orElse(List.of())
                    .forEach(each -> output(RuleSection.OUTPUT, each, outputs));
        }
        boolean none =
                thermostat
                        ? !section.has(ThermostatKeys.HEAT) && !section.has(ThermostatKeys.COOL)
                        : !section.has(RuleSection.OUTPUT);
        if (none) {
            report.at(
                    section.at(),
                    "rule %s switches nothing, expected %s"
                            .formatted(name, thermostat ? "heat: or cool:" : "output:"));
        }
        return List.copyOf(outputs);
    }

    private void output(Key<?> key, String output, Set<String> outputs) {
        List<String> all = scope.outputs();
        if (!all.contains(output)) {
            report.at(
                    section.at(key),
                    "there is no output %s, expected %s"
                            .formatted(
                                    ProblemReport.quoted(output),
                                    Nearest.to(output, all)
                                            .orElseGet(
                                                    () ->
                                                            all.isEmpty()
                                                                    ? "one under actuators:"
                                                                    : Scalars.or(all))));
        } else if (!outputs.add(output)) {
            report.at(section.at(key), output + " is here twice, expected once");
        }
    }

    private Optional<Behaviour> behaviour(Key<?> kind) {
        if (kind.equals(RuleSection.THERMOSTAT)) {
            return new ThermostatReader(section, scope, report).read();
        }
        if (kind.equals(RuleSection.SCHEDULE)) {
            return schedule();
        }
        if (kind.equals(RuleSection.FOLLOW)) {
            return either(RuleSection.FOLLOW)
                    .map(leader -> new Follow(leader, section.value(RuleSection.HOLD)));
        }
        return kind.equals(RuleSection.PRESS) ? press() : when();
    }

    private Optional<Behaviour> schedule() {
        List<Window> windows = new ArrayList<>();
        List<Pulse> pulses = new ArrayList<>();
        for (Section each : section.find(RuleSection.SCHEDULE).orElse(List.of())) {
            Optional<TimeOfDay> from = each.find(RuleSection.SLOT_FROM);
            Optional<TimeOfDay> to = each.find(RuleSection.SLOT_TO);
            Optional<TimeOfDay> at = each.find(RuleSection.SLOT_AT);
            Optional<Duration> length = each.find(RuleSection.SLOT_FOR);
            scope.requirePlace(
                    Stream.of(from, to, at).flatMap(Optional::stream), each.at(), report);
            var days = TimeTypes.all(each.value(ThermostatKeys.DAYS));
            boolean window = each.has(RuleSection.SLOT_FROM) || each.has(RuleSection.SLOT_TO);
            boolean pulse = each.has(RuleSection.SLOT_AT) || each.has(RuleSection.SLOT_FOR);
            if (from.isPresent() && to.isPresent() && !pulse) {
                windows.add(new Window(from.get(), to.get(), days));
            } else if (at.isPresent() && length.isPresent() && !window) {
                pulses.add(new Pulse(at.get(), length.get(), days));
            } else if (window == pulse
                    || (window
                            && !(each.has(RuleSection.SLOT_FROM) && each.has(RuleSection.SLOT_TO)))
                    || (pulse
                            && !(each.has(RuleSection.SLOT_AT)
                                    && each.has(RuleSection.SLOT_FOR)))) {
                report.at(each.at(), "expected from: and to:, or at: and for:");
            }
        }
        return Optional.of(new Schedule(windows, pulses));
    }

    private Optional<Behaviour> press() {
        boolean length = section.has(RuleSection.FOR);
        if (length == section.value(RuleSection.TOGGLE)) {
            report.at(section.at(), "expected for: or toggle: true, one of them");
        }
        return either(RuleSection.PRESS)
                .map(button -> new Press(button, section.find(RuleSection.FOR)));
    }

    private Optional<Behaviour> when() {
        Optional<Condition> when = condition(RuleSection.WHEN);
        Optional<Condition> until = condition(RuleSection.UNTIL);
        if (when.isPresent() && !section.has(RuleSection.UNTIL) && scope.chatters(when.get())) {
            report.warn(
                    section.at(RuleSection.WHEN),
                    "a measured value near the threshold switches %s again and again; until: with another threshold keeps it quiet"
                            .formatted(
                                    String.join(
                                            ", ",
                                            section.find(RuleSection.OUTPUT).orElse(List.of()))));
        }
        return when.map(begins -> new When(begins, until, section.value(RuleSection.AFTER)));
    }

    private Optional<Source.Switch> either(Key<String> key) {
        try {
            Optional<String> text = section.find(key);
            return text.isPresent() ? Optional.of(scope.either(text.get())) : Optional.empty();
        } catch (UnknownInputException e) {
            report.at(section.at(key), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Condition> condition(Key<Expression> key) {
        return scope.condition(section, key, report);
    }

    private static boolean seesSensor(Behaviour behaviour, Optional<Condition> onlyIf) {
        Stream<Condition> conditions =
                behaviour instanceof When when
                        ? Stream.concat(
                                Stream.of(when.when()),
                                Stream.concat(when.until().stream(), onlyIf.stream()))
                        : onlyIf.stream();
        return behaviour instanceof Thermostat
                || conditions
                        .flatMap(each -> each.sources().stream())
                        .anyMatch(Source.Measured.class::isInstance);
    }
}
