package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * {@code values:} of a sensor: the name of a quantity where the text is nothing but its number, or
 * quantities with their paths in JSON.
 */
final class ValuesType implements Type<List<PickedValue>> {

    private static final int MOST = 32;
    private static final String WORDS =
            "quantities with paths, such as {temperatuur: temperature}, or one quantity where the"
                    + " text is its number";

    private static final Type<Optional<JsonPath>> PATH =
            Scalar.any(
                    "a path such as temperature or battery.percent",
                    Map.of("type", "string", "pattern", JsonPath.PATTERN),
                    ValuesType::path);

    private static final Key<Optional<JsonPath>> PATH_KEY =
            Key.required("path", PATH, "Where in the JSON it is, such as `battery`.");
    private static final Group GROUP =
            new Group(
                    "sensors.<name>.values.<name>",
                    List.of(PATH_KEY, FormulaSection.UNIT, FormulaSection.DECIMALS));

    @Override
    public Optional<List<PickedValue>> read(Node node, ProblemReport report) {
        if (!(node instanceof MappingNode mapping)) {
            return Scalars.NAME
                    .read(node, report)
                    .map(
                            name ->
                                    List.of(
                                            new PickedValue(
                                                    quantity(name, Optional.empty()),
                                                    Optional.empty())));
        }
        int size = mapping.getValue().size();
        if (size == 0 || size > MOST) {
            report.at(node, "%s quantities, expected 1 to %s".formatted(size, MOST));
            return Optional.empty();
        }
        List<PickedValue> all = new ArrayList<>();
        Map<Quantity, Node> first = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<PickedValue> value =
                    Scalars.NAME
                            .read(tuple.getKeyNode(), report)
                            .flatMap(name -> value(name, tuple, report));
            if (value.isEmpty()) {
                continue;
            }
            Node earlier = first.putIfAbsent(value.get().quantity(), tuple.getKeyNode());
            if (earlier == null) {
                all.add(value.get());
            } else {
                report.twice(tuple.getKeyNode(), value.get().quantity().dutch(), earlier);
            }
        }
        return all.size() == size ? Optional.of(List.copyOf(all)) : Optional.empty();
    }

    private static Optional<PickedValue> value(String name, NodeTuple tuple, ProblemReport report) {
        if (!(tuple.getValueNode() instanceof MappingNode)) {
            return PATH.read(tuple.getValueNode(), report)
                    .map(path -> new PickedValue(quantity(name, Optional.empty()), path));
        }
        Optional<Section> section = GROUP.read(tuple.getKeyNode(), tuple.getValueNode(), report);
        return section.flatMap(
                each ->
                        each.find(PATH_KEY)
                                .map(path -> new PickedValue(quantity(name, section), path)));
    }

    /** One that every installation has, unless the file gives it another unit. */
    private static Quantity quantity(String name, Optional<Section> more) {
        Optional<Quantity> standard =
                Quantity.standard().stream()
                        .filter(each -> Derivable.named(each, name))
                        .findFirst();
        Optional<String> unit = more.flatMap(each -> each.find(FormulaSection.UNIT));
        Optional<Integer> decimals = more.flatMap(each -> each.find(FormulaSection.DECIMALS));
        boolean usual = unit.isEmpty() || unit.equals(standard.map(Quantity::unit));
        return standard.filter(each -> usual)
                .map(each -> with(each, decimals))
                .orElseGet(
                        () ->
                                Quantity.named(
                                        name,
                                        unit.orElse(""),
                                        decimals.orElse(FormulaSection.USUAL_DECIMALS)));
    }

    private static Quantity with(Quantity standard, Optional<Integer> decimals) {
        return decimals.isEmpty()
                ? standard
                : new Quantity(
                        standard.dutch(), standard.english(), standard.unit(), decimals.get());
    }

    private static Optional<JsonPath> path(String text) throws WrongValue {
        Optional<JsonPath> path = JsonPath.parse(text);
        if (path.isEmpty()) {
            String better = text.startsWith("$.") ? text.substring(2) : text.replace("/", ".");
            throw new WrongValue(
                    "%s is no path in JSON, expected %s"
                            .formatted(
                                    ProblemReport.quoted(text),
                                    JsonPath.parse(better).isPresent() && !better.equals(text)
                                            ? better
                                            : "keys with dots between them, such as"
                                                    + " temperature or probes[0].value"));
        }
        return path;
    }

    @Override
    public String words() {
        return WORDS;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("type", "object");
        each.put(
                "patternProperties",
                Map.of(
                        Scalars.NAME_PATTERN,
                        Map.of("anyOf", List.of(PATH.schema(), GROUP.schema()))));
        each.put("additionalProperties", false);
        each.put("minProperties", 1);
        each.put("maxProperties", MOST);
        return Map.of("anyOf", List.of(Scalars.NAME.schema(), each));
    }
}
