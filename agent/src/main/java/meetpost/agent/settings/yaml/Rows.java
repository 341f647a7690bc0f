package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list of groups of the same keys. */
record Rows(Group keys, int most, String words) implements Type<List<Section>>, WithKeys {

    @Override
    public Optional<List<Section>> read(Node node, ProblemReport report) {
        if (!(node instanceof SequenceNode sequence)) {
            report.at(node, Scalar.shown(node) + " is no list, expected " + words);
            return Optional.empty();
        }
        int size = sequence.getValue().size();
        if (size == 0 || size > most) {
            report.at(node, "a list of %s, expected 1 to %s: %s".formatted(size, most, words));
            return Optional.empty();
        }
        List<Section> rows = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            keys.read(each, report).ifPresent(rows::add);
        }
        return Optional.of(rows);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "array", "items", keys.schema(), "minItems", 1, "maxItems", most);
    }
}
