package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.expression.Expression;
import meetpost.agent.settings.rule.OnFault;
import meetpost.agent.settings.rule.Overriding;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.time.DurationText;

/** The keys of {@code rules:}, one of them. */
final class RuleSection {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MOST = 64;
    private static final Pattern DUTY =
            Pattern.compile("duty +([0-9]{1,3}) ?% +of +([0-9]{1,6}(?:s|m|h))");

    private static final Type<String> REFERENCE =
            Scalar.any(
                    "a name such as kas.temperatuur",
                    Map.of("type", "string", "pattern", "^[a-z0-9][a-z0-9.-]*$"),
                    text -> {
                        if (!text.matches("[a-z0-9][a-z0-9.-]*")) {
                            throw new WrongValue(
                                    "%s is no name, expected one such as kas.temperatuur"
                                            .formatted(ProblemReport.quoted(text)));
                        }
                        return text;
                    });

    static final Key<String> NAME =
            Key.optional("name", Scalars.text("Kas warm"), "its name in the file", "For people.");
    static final Key<List<String>> THERMOSTAT =
            Key.optional(
                    "thermostat",
                    new Items<>(
                            REFERENCE,
                            true,
                            1,
                            8,
                            "a value such as kas.temperatuur, or a list of them"),
                    "another kind of rule",
                    "Holds this value at `setpoint`; of a list the first that is well.");
    static final Key<TimeOfDay> SLOT_FROM =
            Key.optional(
                    "from",
                    TimeTypes.TIME_OF_DAY,
                    "`at`",
                    "When it begins: `18:00`, `sunset`, `sunrise-30m`.");
    static final Key<TimeOfDay> SLOT_TO =
            Key.optional("to", TimeTypes.TIME_OF_DAY, "`for`", ThermostatKeys.END);
    static final Key<TimeOfDay> SLOT_AT =
            Key.optional(
                    "at",
                    TimeTypes.TIME_OF_DAY,
                    "`from`",
                    "When a pulse begins. One that was missed is not made up.");
    static final Key<Duration> SLOT_FOR =
            Key.optional("for", duration("10m", SECOND, DAY), "`to`", "How long the pulse is.");
    static final Group SLOT =
            new Group(
                    "rules.<name>.schedule",
                    List.of(SLOT_FROM, SLOT_TO, SLOT_AT, SLOT_FOR, ThermostatKeys.DAYS));
    static final Key<List<Section>> SCHEDULE =
            Key.optional(
                    "schedule",
                    new Rows(
                            SLOT,
                            MOST,
                            "such as [{from: 18:00, to: 23:00}] or [{at: 06:00, for: 10m}]"),
                    "another kind of rule",
                    "On at these times.");

    static final Key<String> FOLLOW =
            Key.optional(
                    "follow",
                    REFERENCE,
                    "another kind of rule",
                    "On while this input or output is on.");
    static final Key<Duration> HOLD =
            Key.of("hold", duration("2m", Duration.ZERO, DAY), "0", "And so long after.");
    static final Key<String> PRESS =
            Key.optional(
                    "press",
                    REFERENCE,
                    "another kind of rule",
                    "When this input goes on; with `for` or `toggle`.");
    static final Key<Duration> FOR =
            Key.optional(
                    "for",
                    duration("2m", SECOND, WEEK),
                    "`toggle`",
                    "On for so long; a new press begins it anew.");
    static final Key<Boolean> TOGGLE =
            Key.of("toggle", Scalars.FLAG, "false", "Each press changes it.");
    static final Key<Expression> WHEN =
            Key.optional(
                    "when",
                    new ExpressionType("kas.temperatuur > 25"),
                    "another kind of rule",
                    "On while this [condition](expressions.md) holds.");
    static final Key<Expression> UNTIL =
            Key.optional(
                    "until",
                    new ExpressionType("kas.temperatuur < 24"),
                    "when `when` does not hold any more",
                    "What ends it.");
    static final Key<Duration> AFTER =
            Key.of(
                    "after",
                    duration("2m", Duration.ZERO, DAY),
                    "0",
                    "So long `when` must have held.");

    static final Key<List<String>> OUTPUT =
            Key.optional(
                    "output",
                    new Items<>(Scalars.NAME, true, 1, 26, "an output, or a list of them"),
                    "a thermostat's `heat` and `cool`",
                    "What it switches.");
    static final Key<Expression> ONLY_IF =
            Key.optional(
                    "only-if",
                    new ExpressionType("deur is closed"),
                    "always",
                    "Looked at only when it would switch on.");

    static final Key<OnFault.State> FAULT_STATE =
            Key.required(
                    "state",
                    Scalar.any(
                            "off, on, keep or such as duty 20% of 30m",
                            Map.of("type", List.of("string", "boolean")), RuleSection::state),
                    "What it wants then: `off`, `on`, `keep` or such as `duty 20% of 30m`.");
    static final Key<Duration> FAULT_AFTER =
            Key.optional(
                    "after",
                    duration("10m", SECOND, WEEK),
                    "three times `every` of the sensor, and 5m at least",
                    "So long the last good value of a sensor counts.");
    static final Group FAULT =
            new Group("rules.<name>.on-fault", List.of(FAULT_AFTER, FAULT_STATE));
    static final Key<OnFault> ON_FAULT =
            Key.optional(
                    "on-fault",
                    new OrKeys<>(
                            new Converted<>(
                                    FAULT_STATE.type(),
                                    state -> new OnFault(Optional.empty(), state)),
                            FAULT,
                            (section, report) ->
                                    section.find(FAULT_STATE)
                                            .map(
                                                    state ->
                                                            new OnFault(
                                                                    section.find(FAULT_AFTER),
                                                                    state))),
                    "a rule that reads a sensor needs it",
                    "What it wants while it cannot see: `off`, `on`, `keep`, such as `duty 20% of"
                            + " 30m`, or `{after: 10m, state: off}`.");
    static final Key<Overriding> OVERRIDE =
            Key.of(
                    "override",
                    Scalar.any(
                            "a duration such as 2h, next or 0",
                            Map.of("type", List.of("string", "integer")),
                            RuleSection::overriding),
                    "2h",
                    "How long a person's command stands, from the first that differs from what the"
                            + " rule wants; `next`: until that changes; `0`: it is refused.");
    static final Key<List<String>> OVER =
            Key.optional(
                    "over",
                    new Items<>(Scalars.NAME, true, 1, 26, "a rule, or a list of them"),
                    "all are equal",
                    "Rules of the same output that it goes before.");
    static final Key<Duration> SERVICE_FOR =
            Key.of(
                    "service-for",
                    duration("4h", Duration.ofMinutes(1), WEEK),
                    "4h",
                    "When mode `service` ends by itself.");

    static final Group GROUP =
            new Group(
                    "rules.<name>",
                    List.of(
                            NAME,
                            THERMOSTAT,
                            ThermostatKeys.HEAT,
                            ThermostatKeys.COOL,
                            ThermostatKeys.SETPOINT,
                            ThermostatKeys.BAND,
                            ThermostatKeys.BOUNDS,
                            ThermostatKeys.GUARD,
                            ThermostatKeys.NO_PROGRESS,
                            SCHEDULE,
                            FOLLOW,
                            HOLD,
                            PRESS,
                            FOR,
                            TOGGLE,
                            WHEN,
                            UNTIL,
                            AFTER,
                            OUTPUT,
                            ONLY_IF,
                            ON_FAULT,
                            OVERRIDE,
                            OVER,
                            SERVICE_FOR));

    private RuleSection() {}

    private static OnFault.State state(String text) throws WrongValue {
        Matcher duty = DUTY.matcher(text);
        if (duty.matches()) {
            int percent = Integer.parseInt(duty.group(1));
            Duration period = DurationText.parse(duty.group(2)).orElse(Duration.ZERO);
            if (percent > 0 && percent < 100 && period.compareTo(SECOND.multipliedBy(10)) >= 0) {
                return new OnFault.Duty(percent, period);
            }
        }
        return switch (text) {
            case "off", "false" -> new OnFault.Level(false);
            case "on", "true" -> new OnFault.Level(true);
            case "keep" -> new OnFault.Keep();
            default ->
                    throw new WrongValue(
                            "%s, expected off, on, keep or such as duty 20%% of 30m"
                                    .formatted(ProblemReport.quoted(text)));
        };
    }

    private static Overriding overriding(String text) throws WrongValue {
        if (text.equals("next")) {
            return new Overriding.UntilNext();
        }
        if (text.equals("0")) {
            return new Overriding.Never();
        }
        return new Overriding.Lasting(
                DurationText.parse(text)
                        .filter(length -> !length.isZero() && length.compareTo(WEEK) <= 0)
                        .orElseThrow(
                                () ->
                                        new WrongValue(
                                                "%s, expected a duration such as 2h, up to 7d, next or 0"
                                                        .formatted(ProblemReport.quoted(text)))));
    }
}
