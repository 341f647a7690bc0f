package meetpost.agent.settings.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meetpost.agent.settings.rule.Behaviour;
import meetpost.agent.settings.rule.Behaviour.Follow;
import meetpost.agent.settings.rule.Behaviour.Press;
import meetpost.agent.settings.rule.Behaviour.When;
import meetpost.agent.settings.rule.Condition;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.settings.rule.Source;

/** What rules are to each other: none drives itself in a circle, and their order is one. */
final class RuleCheck {

    private final Map<String, Found<RuleSettings>> rules = new TreeMap<>();
    private final ProblemReport report;

    private RuleCheck(List<Found<RuleSettings>> rules, ProblemReport report) {
        rules.forEach(each -> this.rules.put(each.thing().name(), each));
        this.report = report;
    }

    static void check(List<String> names, List<Found<RuleSettings>> rules, ProblemReport report) {
        var check = new RuleCheck(rules, report);
        for (Found<RuleSettings> each : rules) {
            check.over(names, each);
            if (check.reaches(each.thing().name(), check::readsOutputsOf)) {
                report.at(
                        each.section().at(),
                        "rule %s switches what it looks at itself, perhaps by way of another rule: expected no circle"
                                .formatted(each.thing().name()));
            }
            if (check.reaches(each.thing().name(), check::goesBefore)) {
                report.at(
                        each.section().at(RuleSection.OVER),
                        "rule %s goes before itself, expected no circle"
                                .formatted(each.thing().name()));
            }
        }
    }

    private void over(List<String> names, Found<RuleSettings> rule) {
        for (String other : rule.thing().over()) {
            if (!names.contains(other)) {
                report.at(
                        rule.section().at(RuleSection.OVER),
                        "there is no rule %s, expected %s"
                                .formatted(
                                        ProblemReport.quoted(other),
                                        Nearest.to(other, names)
                                                .orElseGet(() -> Scalars.or(names))));
            } else if (rules.containsKey(other)
                    && rules.get(other).thing().outputs().stream()
                            .noneMatch(rule.thing().outputs()::contains)) {
                report.at(
                        rule.section().at(RuleSection.OVER),
                        "rule %s switches other outputs, expected a rule of the same output"
                                .formatted(other));
            }
        }
    }

    private interface Step {
        Set<String> from(RuleSettings rule);
    }

    /** Whether going from rule to rule comes back to where it began. */
    private boolean reaches(String start, Step step) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Found<RuleSettings> rule = rules.get(open.remove());
            Set<String> next = rule == null ? Set.of() : step.from(rule.thing());
            if (next.contains(start)) {
                return true;
            }
            next.stream().filter(seen::add).forEach(open::add);
        }
        return false;
    }

    private Set<String> goesBefore(RuleSettings rule) {
        return Set.copyOf(rule.over());
    }

    private Set<String> readsOutputsOf(RuleSettings rule) {
        Set<String> outputs = sources(rule).flatMap(RuleCheck::output).collect(Collectors.toSet());
        return rules.values().stream()
                .map(Found::thing)
                .filter(each -> each.outputs().stream().anyMatch(outputs::contains))
                .map(RuleSettings::name)
                .collect(Collectors.toSet());
    }

    private static Stream<String> output(Source source) {
        if (source instanceof Source.Inverse inverse) {
            return output(inverse.of());
        }
        return source instanceof Source.Switch either && either.output()
                ? Stream.of(either.name())
                : Stream.empty();
    }

    private static Stream<Source> sources(RuleSettings rule) {
        return Stream.concat(
                of(rule.behaviour()),
                rule.onlyIf().stream().flatMap(each -> each.sources().stream()));
    }

    private static Stream<Source> of(Behaviour behaviour) {
        if (behaviour instanceof Follow follow) {
            return Stream.of(follow.leader());
        }
        if (behaviour instanceof Press press) {
            return Stream.of(press.button());
        }
        return behaviour instanceof When when
                ? Stream.concat(Stream.of(when.when()), when.until().stream())
                        .map(Condition::sources)
                        .flatMap(List::stream)
                : Stream.empty();
    }
}
