package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A value for a sensor of one quantity, or {@code quantity: value} for one of several. Quantities
 * may have their Dutch or their English name.
 */
record PerQuantity<T>(Type<T> type) implements Type<PerQuantity.Value<T>> {

    /**
     * What the file said.
     *
     * @param only without the name of a quantity
     * @param named under the name of each
     * @param names where those names stand
     */
    record Value<T>(Optional<T> only, Map<Quantity, T> named, Map<Quantity, Node> names) {}

    @Override
    public Optional<Value<T>> read(Node node, ProblemReport report) {
        if (!(node instanceof MappingNode mapping)) {
            return type.read(node, report)
                    .map(value -> new Value<>(Optional.of(value), Map.of(), Map.of()));
        }
        Map<Quantity, T> named = new LinkedHashMap<>();
        Map<Quantity, Node> names = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<Quantity> quantity = quantity(tuple.getKeyNode(), report);
            Optional<T> value = type.read(tuple.getValueNode(), report);
            if (quantity.isEmpty()) {
                continue;
            }
            Node earlier = names.putIfAbsent(quantity.get(), tuple.getKeyNode());
            if (earlier != null) {
                report.twice(tuple.getKeyNode(), quantity.get().dutch(), earlier);
                continue;
            }
            value.ifPresent(right -> named.put(quantity.get(), right));
        }
        return Optional.of(new Value<>(Optional.empty(), named, names));
    }

    private static Optional<Quantity> quantity(Node node, ProblemReport report) {
        Optional<String> name = Scalars.KEY.read(node, report);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Quantity> quantity =
                Quantity.standard().stream()
                        .filter(q -> name.get().equals(q.dutch()) || name.get().equals(q.english()))
                        .findFirst();
        if (quantity.isEmpty()) {
            List<String> names = new ArrayList<>(names(true));
            names.addAll(names(false));
            String expected =
                    Nearest.to(name.get(), names).orElseGet(() -> Scalars.or(names(true)));
            report.at(
                    node,
                    "unknown quantity "
                            + ProblemReport.quoted(name.get())
                            + ", expected "
                            + expected);
        }
        return quantity;
    }

    private static List<String> names(boolean dutch) {
        return Quantity.standard().stream()
                .map(quantity -> dutch ? quantity.dutch() : quantity.english())
                .toList();
    }

    @Override
    public String words() {
        return type.words();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        names(true).forEach(name -> properties.put(name, type.schema()));
        names(false).forEach(name -> properties.put(name, type.schema()));
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("type", "object");
        each.put("properties", properties);
        each.put("additionalProperties", false);
        return Map.of("anyOf", List.of(type.schema(), each));
    }
}
