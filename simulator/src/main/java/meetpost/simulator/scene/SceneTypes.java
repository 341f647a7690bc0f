package meetpost.simulator.scene;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import meetpost.agent.settings.yaml.ProblemReport;
import meetpost.agent.settings.yaml.Scalar;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Type;
import meetpost.agent.settings.yaml.Units;
import meetpost.agent.settings.yaml.WrongValue;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.mount.ChipFault;

/** What the values of a scene file may be. */
final class SceneTypes {

    static final Type<Double> CELSIUS = Scalars.decimal(-60, 120);
    static final Type<Double> PERCENT = Scalars.decimal(0, 100);
    static final Type<Double> WATT = Scalars.decimal(-1e6, 1e6);
    static final Type<Double> WATT_PER_KELVIN = Scalars.decimal(0, 1e6);
    static final Type<Ds18b20Family> CLONE = Scalars.choice(List.of(Ds18b20Family.values()));
    static final Type<Double> PULSES = Units.rate("1/h", "10000/s");
    static final Type<Level> LEVEL = Scalars.choice(List.of(Level.values()));

    static final Type<LocalTime> TIME =
            Scalar.any("a time of day such as 15:00", Map.of("type", "string"), SceneTypes::time);

    static final Type<ChipFault> FAULT =
            Scalar.any(
                    faults(),
                    Map.of("enum", Arrays.stream(ChipFault.values()).map(ChipFault::text).toList()),
                    SceneTypes::fault);

    private static final Duration YEAR = Duration.ofDays(366);

    /** Since the beginning. */
    static final Type<Duration> MOMENT = Units.duration("90s", Duration.ZERO, YEAR);

    static final Type<Duration> LENGTH = Units.duration("90s", Duration.ofMillis(1), YEAR);

    /** A level on the wire. */
    enum Level {
        LOW,
        HIGH
    }

    private SceneTypes() {}

    private static LocalTime time(String text) throws WrongValue {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " is no time of day, expected one such as 15:00");
        }
    }

    private static ChipFault fault(String text) throws WrongValue {
        return ChipFault.of(text)
                .orElseThrow(
                        () ->
                                new WrongValue(
                                        "unknown fault "
                                                + ProblemReport.quoted(text)
                                                + ", expected "
                                                + faults()));
    }

    private static String faults() {
        return "one of "
                + Arrays.stream(ChipFault.values()).map(ChipFault::text).collect(joining(", "));
    }
}
