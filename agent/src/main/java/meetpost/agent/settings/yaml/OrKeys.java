package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A plain value, or a group of keys that says more. */
record OrKeys<T>(Type<T> plain, Group keys, Made<T> made) implements Type<T>, WithKeys {

    /** From what the keys say to the value. */
    @FunctionalInterface
    interface Made<T> {

        /** Empty where something is missing, which was reported. */
        Optional<T> of(Section section, ProblemReport report);
    }

    @Override
    public Optional<T> read(Node node, ProblemReport report) {
        return node instanceof MappingNode
                ? keys.read(node, report).flatMap(section -> made.of(section, report))
                : plain.read(node, report);
    }

    @Override
    public String words() {
        return plain.words();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(plain.schema(), keys.schema()));
    }
}
