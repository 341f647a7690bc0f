package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.ExpressionException;
import meetpost.agent.expression.Input;
import meetpost.agent.expression.Kind;
import meetpost.agent.expression.Scope;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.Position;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.rule.Condition;
import meetpost.agent.settings.rule.Source;
import meetpost.agent.settings.rule.Source.Measured;
import meetpost.agent.settings.rule.Source.Switch;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.Node;

/** What the names in rules are: all sensors, inputs and outputs of the file. */
final class RuleScope implements Scope {

    private static final String SENSORS = "sensors.";
    private static final String INPUTS = "inputs.";
    private static final String ACTUATORS = "actuators.";
    private static final String NEEDS_PLACE =
            " needs to know where the board is, expected device: {position: [52.09, 5.12]}";

    private final Map<String, SensorSettings> sensors = new LinkedHashMap<>();
    private final Map<String, Switch> inputs = new LinkedHashMap<>();
    private final Map<String, Switch> outputs = new LinkedHashMap<>();
    private final boolean placed;

    RuleScope(
            List<Found<SensorSettings>> sensors,
            List<Found<InputSettings>> inputs,
            List<Found<ActuatorSettings>> actuators,
            Optional<Position> position) {
        this.placed = position.isPresent();
        sensors.forEach(each -> this.sensors.put(each.thing().name(), each.thing()));
        inputs.forEach(
                each ->
                        this.inputs.put(
                                each.thing().name(), new Switch(each.thing().name(), false)));
        actuators.forEach(
                each ->
                        this.outputs.put(
                                each.thing().name(), new Switch(each.thing().name(), true)));
    }

    @Override
    public Kind of(Input input) throws UnknownInputException {
        Source source = source(input);
        return source instanceof Measured measured
                ? Kind.in(measured.quantity().unit())
                : new Kind.Condition();
    }

    /** What a key says; empty where it is not there, or wrong, which was then reported. */
    Optional<Condition> condition(Section section, Key<Expression> key, ProblemReport report) {
        Optional<Expression> expression = section.find(key);
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (expression.get().check(this) instanceof Kind.Condition) {
                return Optional.of(condition(expression.get()));
            }
            report.at(
                    section.at(key), "a number, expected a condition such as kas.temperatuur > 25");
        } catch (ExpressionException e) {
            ExpressionType.report(section.at(key), e, report);
        } catch (UnknownInputException e) {
            report.at(section.at(key), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Whether it is about a measured value that goes to and fro around a threshold. */
    boolean chatters(Condition condition) {
        String text = condition.expression().text();
        return (text.contains("<") || text.contains(">"))
                && condition.sources().stream().anyMatch(Source.Measured.class::isInstance);
    }

    /** With what its inputs are; it was checked. */
    private Condition condition(Expression expression) throws UnknownInputException {
        List<Source> sources = new ArrayList<>();
        for (Input each : expression.inputs()) {
            sources.add(source(each));
        }
        return new Condition(expression, sources);
    }

    /** Reports times by the sun where nobody knows the place. */
    void requirePlace(Stream<TimeOfDay> times, Node at, ProblemReport report) {
        times.filter(TimeOfDay.OfSun.class::isInstance)
                .filter(any -> !placed)
                .findFirst()
                .ifPresent(time -> report.at(at, time.text() + NEEDS_PLACE));
    }

    /** Names of outputs. */
    List<String> outputs() {
        return List.copyOf(outputs.keySet());
    }

    private Source source(Input input) throws UnknownInputException {
        if (input instanceof Input.Name name) {
            return named(name.text());
        }
        if (input instanceof Input.State state) {
            return state(state);
        }
        if (input instanceof Input.Sun sun) {
            if (!placed) {
                throw new UnknownInputException(ProblemReport.quoted(sun.text()) + NEEDS_PLACE);
            }
            return new Source.Sun(sun.up());
        }
        throw new UnknownInputException(
                "%s is not built yet, expected the sun, values, inputs and outputs as they are now"
                        .formatted(ProblemReport.quoted(input.text())));
    }

    private Source state(Input.State state) throws UnknownInputException {
        Source of = named(state.of().text());
        return switch (state.word()) {
            case FAULTY -> {
                if (of instanceof Measured measured) {
                    yield new Source.Faulty(measured);
                }
                throw new UnknownInputException(
                        "%s has no faults, expected a sensor".formatted(of.text()));
            }
            case ON, OPEN -> either(of, state);
            case OFF, CLOSED -> new Source.Inverse(either(of, state));
        };
    }

    private static Switch either(Source of, Input.State state) throws UnknownInputException {
        if (of instanceof Switch either) {
            return either;
        }
        throw new UnknownInputException(
                "%s is a sensor and never %s, expected an input or an output, or a comparison"
                        .formatted(of.text(), state.word().text()));
    }

    /** What has a value. */
    Measured measured(String text) throws UnknownInputException {
        if (named(text) instanceof Measured measured) {
            return measured;
        }
        throw new UnknownInputException(
                "%s is not measured, expected a sensor".formatted(ProblemReport.quoted(text)));
    }

    /** What is on or off. */
    Switch either(String text) throws UnknownInputException {
        if (named(text) instanceof Switch either) {
            return either;
        }
        throw new UnknownInputException(
                "%s is a sensor, expected an input or an output"
                        .formatted(ProblemReport.quoted(text)));
    }

    private Source named(String text) throws UnknownInputException {
        if (text.startsWith(SENSORS)) {
            return value(text.substring(SENSORS.length()), text).orElseThrow(() -> unknown(text));
        }
        if (text.startsWith(INPUTS)) {
            return found(inputs, text.substring(INPUTS.length()), text);
        }
        if (text.startsWith(ACTUATORS)) {
            return found(outputs, text.substring(ACTUATORS.length()), text);
        }
        String first = text.split("\\.", 2)[0];
        List<String> sections = new ArrayList<>();
        if (sensors.containsKey(first)) {
            sections.add(SENSORS);
        }
        if (inputs.containsKey(text)) {
            sections.add(INPUTS);
        }
        if (outputs.containsKey(text)) {
            sections.add(ACTUATORS);
        }
        if (sections.size() > 1) {
            throw new UnknownInputException(
                    "%s is there more than once, expected %s"
                            .formatted(
                                    ProblemReport.quoted(text),
                                    Scalars.or(
                                            sections.stream()
                                                    .map(section -> section + text)
                                                    .toList())));
        }
        if (inputs.containsKey(text) || outputs.containsKey(text)) {
            return found(inputs.containsKey(text) ? inputs : outputs, text, text);
        }
        return value(text, text).orElseThrow(() -> unknown(text));
    }

    private Switch found(Map<String, Switch> all, String name, String text)
            throws UnknownInputException {
        return Optional.ofNullable(all.get(name)).orElseThrow(() -> unknown(text));
    }

    private Optional<Measured> value(String name, String text) throws UnknownInputException {
        String[] levels = name.split("\\.", -1);
        SensorSettings sensor = sensors.get(levels[0]);
        if (sensor == null || levels.length > 2) {
            return Optional.empty();
        }
        List<Quantity> quantities = sensor.quantities();
        if (levels.length == 1) {
            if (quantities.size() == 1) {
                return Optional.of(measured(text, sensor, quantities.get(0)));
            }
            throw new UnknownInputException(
                    "%s measures %s quantities, expected %s"
                            .formatted(
                                    text,
                                    quantities.size(),
                                    Scalars.or(
                                            quantities.stream()
                                                    .map(each -> text + "." + each.dutch())
                                                    .toList())));
        }
        return quantities.stream()
                .filter(each -> Derivable.named(each, levels[1]))
                .findFirst()
                .map(each -> measured(text, sensor, each));
    }

    private static Measured measured(String text, SensorSettings sensor, Quantity quantity) {
        return new Measured(text, sensor.name(), quantity, sensor.every());
    }

    private UnknownInputException unknown(String text) {
        var names = new TreeSet<String>();
        sensors.values()
                .forEach(
                        sensor -> {
                            boolean one = sensor.quantities().size() == 1;
                            sensor.quantities()
                                    .forEach(
                                            each ->
                                                    names.add(
                                                            one
                                                                    ? sensor.name()
                                                                    : sensor.name()
                                                                            + "."
                                                                            + each.dutch()));
                        });
        Stream.of(inputs, outputs).forEach(each -> names.addAll(each.keySet()));
        String expected =
                Nearest.to(text, names)
                        .orElseGet(
                                () ->
                                        names.isEmpty()
                                                ? "a sensor, an input or an output"
                                                : Scalars.or(List.copyOf(names)));
        return new UnknownInputException(
                "there is no %s, expected %s".formatted(ProblemReport.quoted(text), expected));
    }
}
