package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.rule.Setpoint;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.Window;

/** What goes with {@code thermostat} in {@code rules:}. */
final class ThermostatKeys {

    private static final int MOST = 64;
    private static final double FAR = 100_000;

    /** Of what {@code to} says. */
    static final String END =
            "When it ends; on the next day where that is not after `from`, and with the sun at one"
                    + " end where it goes from the afternoon to the morning.";

    static final Key<String> HEAT =
            Key.optional("heat", Scalars.NAME, "none", "The output that raises the value.");
    static final Key<String> COOL =
            Key.optional(
                    "cool",
                    Scalars.NAME,
                    "none",
                    "The output that lowers it. With both, each goes off at the setpoint.");

    static final Key<TimeOfDay> FROM =
            Key.required(
                    "from",
                    TimeTypes.TIME_OF_DAY,
                    "When it begins: `06:30`, `sunrise`, `sunset-30m`.");
    static final Key<TimeOfDay> TO = Key.required("to", TimeTypes.TIME_OF_DAY, END);
    static final Key<List<Set<DayOfWeek>>> DAYS =
            Key.of(
                    "days",
                    TimeTypes.DAYS_OF_WEEK,
                    "mon-sun",
                    "On which days: `mon-fri`, `sat` or `[sat, sun]`.");
    static final Key<Double> VALUE =
            Key.required("value", Scalars.decimal(-FAR, FAR), "The setpoint then.");
    static final Group TIMED =
            new Group("rules.<name>.setpoint.times", List.of(FROM, TO, DAYS, VALUE));
    static final Key<Double> ELSE =
            Key.required("else", Scalars.decimal(-FAR, FAR), "The setpoint at all other times.");
    static final Key<List<Section>> TIMES =
            Key.required(
                    "times",
                    new Rows(TIMED, MOST, "such as [{from: 06:30, to: 08:30, value: 20}]"),
                    "When another counts; the first that is now.");
    static final Group SETPOINTS = new Group("rules.<name>.setpoint", List.of(ELSE, TIMES));
    static final Key<Setpoint> SETPOINT =
            Key.optional(
                    "setpoint",
                    new OrKeys<>(
                            new Converted<>(
                                    Scalars.decimal(-FAR, FAR),
                                    value -> new Setpoint(value, List.of())),
                            SETPOINTS,
                            ThermostatKeys::setpoint),
                    "a thermostat needs one",
                    "What it aims at: a number, or `{else: 16, times: [...]}`.");
    static final Key<Double> BAND =
            Key.of(
                    "band",
                    Scalars.decimal(0, FAR),
                    "1",
                    "The whole width around the setpoint in which nothing is switched.");
    static final Key<List<Double>> BOUNDS =
            Key.optional(
                    "bounds",
                    new Items<>(
                            Scalars.decimal(-FAR, FAR), false, 2, 2, "two numbers such as [5, 25]"),
                    "what the setpoints of the file span",
                    "Between these a person may set it.");
    static final Key<Double> GUARD =
            Key.optional(
                    "guard",
                    Scalars.decimal(-FAR, FAR),
                    "none",
                    "Heats below this in mode `off` and `manual`, and over a person; not in"
                            + " `service`.");

    static final Key<Duration> NO_PROGRESS =
            Key.optional(
                    "no-progress",
                    duration("3h", Duration.ofMinutes(1), Duration.ofDays(7)),
                    "it may take for ever",
                    "On for so long in all without the value having moved by a quarter of the band"
                            + " (0.1 at least): a fault, and `on-fault` is what it wants.");

    /** All that mean nothing without it. */
    static final List<Key<?>> ALL = List.of(HEAT, COOL, SETPOINT, BAND, BOUNDS, GUARD, NO_PROGRESS);

    private ThermostatKeys() {}

    private static Optional<Setpoint> setpoint(Section section, ProblemReport report) {
        List<Setpoint.At> times =
                section.find(TIMES).orElse(List.of()).stream()
                        .flatMap(each -> timed(each).stream())
                        .toList();
        return section.find(ELSE).map(otherwise -> new Setpoint(otherwise, times));
    }

    private static Optional<Setpoint.At> timed(Section section) {
        Optional<TimeOfDay> from = section.find(FROM);
        Optional<TimeOfDay> to = section.find(TO);
        Optional<Double> value = section.find(VALUE);
        return from.isPresent() && to.isPresent() && value.isPresent()
                ? Optional.of(
                        new Setpoint.At(
                                new Window(
                                        from.get(), to.get(), TimeTypes.all(section.value(DAYS))),
                                value.get()))
                : Optional.empty();
    }
}
