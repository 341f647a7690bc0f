package meetpost.agent.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Groups of the same keys, each under a name that the user chose.
 *
 * @param pattern of the names, as JSON Schema has it
 */
public record Named(String thing, Type<String> name, String pattern, Group group)
        implements Type<List<Named.Entry>> {

    /** With names that go into topics. */
    public Named(String thing, Group group) {
        this(thing, Scalars.NAME, Scalars.NAME_PATTERN, group);
    }

    /** One of them. */
    public record Entry(String name, Section section) {}

    @Override
    public Optional<List<Entry>> read(Node node, Report report) {
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.of(List.of());
        }
        if (!(node instanceof MappingNode mapping)) {
            report.at(node, Scalar.shown(node) + " is no group of keys, expected " + words());
            return Optional.empty();
        }
        Map<String, Node> first = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> key = name.read(tuple.getKeyNode(), report);
            Optional<Section> section =
                    group.read(tuple.getKeyNode(), tuple.getValueNode(), report);
            if (key.isEmpty() || section.isEmpty()) {
                continue;
            }
            Node earlier = first.putIfAbsent(key.get(), tuple.getKeyNode());
            if (earlier != null) {
                report.twice(tuple.getKeyNode(), key.get(), earlier);
                continue;
            }
            entries.add(new Entry(key.get(), section.get()));
        }
        return Optional.of(entries);
    }

    @Override
    public String words() {
        return "a name for each " + thing + " with its keys below it";
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("patternProperties", Map.of(pattern, group.schema()));
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public boolean mayBeEmpty() {
        return true;
    }
}
