package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * One of them.
     *
     * @param name what the user chose; where that is wrong, which was then reported, a name that no
     *     other has: what is wrong below it is found in the same run
     * @param twin whether an earlier one has its name, which was reported: it is no second thing
     */
    public record Entry(String name, Section section, boolean twin) {}

    @Override
    public Optional<List<Entry>> read(Node node, ProblemReport report) {
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.of(List.of());
        }
        if (!(node instanceof MappingNode mapping)) {
            report.at(node, Scalar.shown(node) + " is no group of keys, expected " + words());
            return Optional.empty();
        }
        Set<String> taken = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            name.read(tuple.getKeyNode(), new ProblemReport(report.file())).ifPresent(taken::add);
        }
        Map<String, Node> first = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node at = tuple.getKeyNode();
            Optional<String> key = name.read(at, report);
            Optional<Section> section = group.read(at, tuple.getValueNode(), report);
            Optional<Node> earlier =
                    key.flatMap(chosen -> Optional.ofNullable(first.putIfAbsent(chosen, at)));
            earlier.ifPresent(other -> report.twice(at, key.orElse(""), other));
            boolean twin = earlier.isPresent();
            if (section.isPresent()) {
                String called =
                        key.isPresent() && !twin ? key.get() : substitute(Scalar.shown(at), taken);
                entries.add(new Entry(called, section.get(), twin));
            }
        }
        return Optional.of(entries);
    }

    /** The nearest name that can be one; else the text as messages show it, which is none. */
    private static String substitute(String shown, Set<String> taken) {
        String made = Scalars.made(shown);
        String substitute = made.isEmpty() || taken.contains(made) ? shown : made;
        while (!taken.add(substitute)) {
            substitute += "'";
        }
        return substitute;
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
