package meetpost.agent.settings.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a file says under one group of keys: every value was read, and every wrong one reported. */
public final class Section {

    private final Group group;
    private final Node at;
    private final Map<Key<?>, Node> nodes = new HashMap<>();
    private final Map<Key<?>, Object> values = new HashMap<>();

    /** Groups below a slip of their key, which are read as if it were right. */
    private final Map<Key<?>, Node> meant = new LinkedHashMap<>();

    Section(Group group, Node at, List<NodeTuple> tuples, ProblemReport report) {
        this.group = group;
        this.at = at;
        for (NodeTuple tuple : tuples) {
            read(tuple.getKeyNode(), tuple.getValueNode(), report);
        }
        meant.forEach(
                (key, node) -> {
                    if (nodes.putIfAbsent(key, node) == null) {
                        key.type().read(node, report).ifPresent(value -> values.put(key, value));
                    }
                });
        for (Key<?> key : group.keys()) {
            if (key.isRequired() && !nodes.containsKey(key)) {
                report.at(at, "\"" + key.name() + "\" is missing, expected " + key.type().words());
            }
        }
    }

    private void read(Node keyNode, Node node, ProblemReport report) {
        Optional<String> name = Scalars.KEY.read(keyNode, report);
        if (name.isEmpty()) {
            return;
        }
        Optional<Key<?>> known = group.key(name.get());
        if (known.isEmpty()) {
            report.at(keyNode, UnknownKey.text(group, name.get(), report.file()));
            if (node instanceof MappingNode) {
                UnknownKey.nearest(group, name.get())
                        .flatMap(group::key)
                        .filter(key -> key.type().mayBeEmpty())
                        .ifPresent(key -> meant.putIfAbsent(key, node));
            }
            return;
        }
        Key<?> key = known.get();
        if (nodes.containsKey(key)) {
            report.twice(keyNode, key.name(), nodes.get(key));
            return;
        }
        nodes.put(key, node);
        if (node.getTag().equals(Tag.NULL) && !key.type().mayBeEmpty()) {
            report.at(
                    keyNode, "\"" + key.name() + "\" has no value, expected " + key.type().words());
            return;
        }
        key.type().read(node, report).ifPresent(value -> values.put(key, value));
    }

    /** What the file says; empty when it says nothing, or something wrong. */
    @SuppressWarnings("unchecked") // read() put what this key's own type made
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** What the file says, else the key's default. */
    public <T> T value(Key<T> key) {
        return find(key).orElseGet(key::fallback);
    }

    /** The keys below {@code key}; none of them where the file leaves it out. */
    public Section below(Key<Section> key, Group keys) {
        return find(key).orElseGet(() -> new Section(keys, at, List.of(), new ProblemReport("")));
    }

    /** Whether the file has the key, with a right value or a wrong one. */
    boolean has(Key<?> key) {
        return nodes.containsKey(key);
    }

    /** Where the key's value stands, else where this section does. */
    public Node at(Key<?> key) {
        return nodes.getOrDefault(key, at);
    }

    /** Where this section begins: its name, if it has one. */
    public Node at() {
        return at;
    }
}
