package meetpost.agent.settings.yaml;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Keys that belong together.
 *
 * @param path where it is in the file: {@code sensors.<name>}; empty for the file itself
 */
public record Group(String path, List<Key<?>> keys) implements Type<Section> {

    public Group {
        keys = List.copyOf(keys);
    }

    @Override
    public Optional<Section> read(Node node, ProblemReport report) {
        return read(node, node, report);
    }

    /** Reports at {@code at} what is missing. */
    Optional<Section> read(Node at, Node node, ProblemReport report) {
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.of(new Section(this, at, List.of(), report));
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(
                    new Section(this, at, SplitValues.joined(this, mapping, report), report));
        }
        report.at(node, Scalar.shown(node) + " is no group of keys, expected " + words());
        return Optional.empty();
    }

    /** The key of that name. */
    Optional<Key<?>> key(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    @Override
    public String words() {
        if (keys.isEmpty()) {
            return "{}";
        }
        return "keys such as "
                + keys.stream().limit(3).map(key -> key.name() + ":").collect(joining(", "));
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new TreeMap<>(key.type().schema());
            property.put("description", key.doc() + " Default: " + key.whenLeftOut() + ".");
            if (key.isRequired()) {
                property.put("description", key.doc());
            }
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("properties", properties);
        List<String> required =
                keys.stream().filter(Key::isRequired).<String>map(Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("type", "object");
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public boolean mayBeEmpty() {
        return true;
    }
}
