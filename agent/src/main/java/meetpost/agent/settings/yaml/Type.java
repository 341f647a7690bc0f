package meetpost.agent.settings.yaml;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a key may hold: how it is read, and how it is described. */
public interface Type<T> {

    /** The value; empty when it is wrong, which was then reported. */
    Optional<T> read(Node node, ProblemReport report);

    /** Follows "expected": {@code a duration such as 10s}. */
    String words();

    /** As JSON Schema has it. */
    Map<String, Object> schema();

    /** Whether a key without a value is as good as none: so it is with groups of keys. */
    default boolean mayBeEmpty() {
        return false;
    }
}
