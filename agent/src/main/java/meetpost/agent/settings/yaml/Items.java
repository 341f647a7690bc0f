package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A list of values of one type.
 *
 * @param alone whether a single value may stand there without brackets
 */
record Items<T>(Type<T> item, boolean alone, int least, int most, String words)
        implements Type<List<T>> {

    @Override
    public Optional<List<T>> read(Node node, ProblemReport report) {
        if (!(node instanceof SequenceNode sequence)) {
            if (alone) {
                return item.read(node, report).map(List::of);
            }
            report.at(node, Scalar.shown(node) + " is no list, expected " + words);
            return Optional.empty();
        }
        int size = sequence.getValue().size();
        if (size < least || size > most) {
            report.at(node, "a list of " + size + ", expected " + words);
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (Node child : sequence.getValue()) {
            item.read(child, report).ifPresent(values::add);
        }
        return values.size() == size ? Optional.of(values) : Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> list =
                Map.of(
                        "type",
                        "array",
                        "items",
                        item.schema(),
                        "minItems",
                        least,
                        "maxItems",
                        most);
        return alone ? Map.of("anyOf", List.of(item.schema(), list)) : list;
    }
}
