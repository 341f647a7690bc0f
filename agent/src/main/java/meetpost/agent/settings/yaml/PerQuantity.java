package meetpost.agent.settings.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A value for a sensor of one quantity, or {@code quantity: value} for one of several. Which
 * quantities a sensor has is not known here.
 */
record PerQuantity<T>(Type<T> type) implements Type<PerQuantity.Value<T>> {

    /**
     * What the file said.
     *
     * @param only without the name of a quantity
     * @param named under the name of each
     * @param names where those names stand
     */
    record Value<T>(Optional<T> only, Map<String, T> named, Map<String, Node> names) {}

    @Override
    public Optional<Value<T>> read(Node node, ProblemReport report) {
        if (!(node instanceof MappingNode mapping)) {
            return type.read(node, report)
                    .map(value -> new Value<>(Optional.of(value), Map.of(), Map.of()));
        }
        Map<String, T> named = new LinkedHashMap<>();
        Map<String, Node> names = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> name = Scalars.KEY.read(tuple.getKeyNode(), report);
            Optional<T> value = type.read(tuple.getValueNode(), report);
            if (name.isEmpty()) {
                continue;
            }
            Node earlier = names.putIfAbsent(name.get(), tuple.getKeyNode());
            if (earlier != null) {
                report.twice(tuple.getKeyNode(), name.get(), earlier);
                continue;
            }
            value.ifPresent(right -> named.put(name.get(), right));
        }
        return Optional.of(new Value<>(Optional.empty(), named, names));
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
        each.put("patternProperties", Map.of(Scalars.NAME_PATTERN, type.schema()));
        each.put("additionalProperties", false);
        return Map.of("anyOf", List.of(type.schema(), each));
    }
}
