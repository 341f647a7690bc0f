package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.Scope.UnknownInputException;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.NotifySettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.AlarmSettings.Blind;
import meetpost.agent.settings.rule.AlarmSettings.Piece;
import meetpost.agent.settings.rule.Condition;
import meetpost.agent.topic.Topics;

/** {@code alarms:}, one of them. */
final class AlarmSection {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

    static final Key<String> NAME =
            Key.optional("name", Scalars.text("Vorst"), "its name in the file", "For people.");
    static final Key<Expression> WHEN =
            Key.required(
                    "when",
                    new ExpressionType("buiten.temperatuur < 2"),
                    "The [condition](expressions.md) that is an alarm.");
    static final Key<Expression> UNTIL =
            Key.optional(
                    "until",
                    new ExpressionType("buiten.temperatuur > 3"),
                    "when `when` does not hold any more",
                    "What ends it.");
    static final Key<Duration> AFTER =
            Key.of(
                    "after",
                    duration("10m", Duration.ZERO, DAY),
                    "0",
                    "So long `when` must have held.");
    static final Key<Duration> BLIND_AFTER =
            Key.optional(
                    "after",
                    duration("30m", Duration.ofSeconds(1), Duration.ofDays(7)),
                    "three times `every` of the sensor, and 5m at least",
                    "So long the last good value of a sensor counts.");
    static final Key<Blind> BLIND_STATE =
            Key.of(
                    "state",
                    Scalars.choice(List.of(Blind.values())),
                    "unknown",
                    "What it is then: `unknown`, `on` or `off`.");
    static final Group BLIND =
            new Group("alarms.<name>.on-fault", List.of(BLIND_AFTER, BLIND_STATE));
    static final Key<Section> ON_FAULT =
            Key.optional(
                    "on-fault",
                    BLIND,
                    "`UNKNOWN`",
                    "What it is while it cannot see, such as `{after: 30m, state: on}`.");
    static final Key<String> MESSAGE =
            Key.optional(
                    "message",
                    Scalars.text("Vorst: {buiten.temperatuur}"),
                    "its name",
                    "In words, with values in braces: `\"Vorst: {buiten.temperatuur} °C\"`.");

    static final Key<List<String>> NOTIFY =
            Key.optional(
                    "notify",
                    new Items<>(
                            Scalars.NAME, true, 1, 26, "a name under notify:, or a list of them"),
                    "it is on MQTT only",
                    "Whom it is told: names under `notify`.");
    static final Key<Boolean> URGENT =
            Key.of("urgent", Scalars.FLAG, "false", "It is told in quiet times, too.");

    static final Group GROUP =
            new Group(
                    "alarms.<name>",
                    List.of(NAME, WHEN, UNTIL, AFTER, ON_FAULT, MESSAGE, NOTIFY, URGENT));

    private AlarmSection() {}

    /** Empty where it is wrong, which was then reported. */
    static Optional<Found<AlarmSettings>> read(
            String name,
            Section section,
            RuleScope scope,
            TopicSettings topics,
            NotifySettings channels,
            ProblemReport report) {
        Optional<Condition> when = scope.condition(section, WHEN, report);
        Optional<Condition> until = scope.condition(section, UNTIL, report);
        List<Piece> message = message(section, scope, report);
        List<String> notify = section.find(NOTIFY).orElse(List.of());
        notify(section, notify, channels, report);
        if (when.isPresent() && !section.has(UNTIL) && scope.chatters(when.get())) {
            report.warn(
                    section.at(WHEN),
                    "a measured value near the threshold raises %s again and again; until: with another threshold keeps it quiet"
                            .formatted(name));
        }
        Section blind = section.below(ON_FAULT, BLIND);
        return when.map(
                condition ->
                        new Found<>(
                                new AlarmSettings(
                                        name,
                                        section.find(NAME).orElse(name),
                                        Topics.under(topics.alarms(), name),
                                        condition,
                                        until,
                                        section.value(AFTER),
                                        blind.find(BLIND_AFTER),
                                        blind.value(BLIND_STATE),
                                        message,
                                        notify,
                                        section.value(URGENT)),
                                section));
    }

    private static void notify(
            Section section, List<String> names, NotifySettings settings, ProblemReport report) {
        List<String> known = settings.channels().stream().map(ChannelSettings::name).toList();
        for (String each : names) {
            if (!known.contains(each)) {
                report.at(
                        section.at(NOTIFY),
                        "there is no channel %s, expected %s"
                                .formatted(
                                        ProblemReport.quoted(each),
                                        Nearest.to(each, known)
                                                .orElseGet(
                                                        () ->
                                                                known.isEmpty()
                                                                        ? "one under notify:"
                                                                        : Scalars.or(known))));
            }
        }
    }

    private static List<Piece> message(Section section, RuleScope scope, ProblemReport report) {
        List<Piece> pieces = new ArrayList<>();
        Optional<String> text = section.find(MESSAGE);
        if (text.isEmpty()) {
            return pieces;
        }
        Matcher place = PLACE.matcher(text.get());
        int end = 0;
        while (place.find()) {
            words(text.get().substring(end, place.start()), pieces);
            end = place.end();
            try {
                pieces.add(new AlarmSettings.Value(scope.measured(place.group(1).strip())));
            } catch (UnknownInputException e) {
                report.at(section.at(MESSAGE), String.valueOf(e.getMessage()));
            }
        }
        words(text.get().substring(end), pieces);
        return pieces;
    }

    private static void words(String text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new AlarmSettings.Words(text));
        }
    }
}
