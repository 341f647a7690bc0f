package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.expression.Expression;

/**
 * Something that holds, does not hold, or is unknown.
 *
 * @param sources where the expression's inputs come from, in their order
 */
public record Condition(Expression expression, List<Source> sources) {

    public Condition {
        requireNonNull(expression, "expression");
        sources = List.copyOf(sources);
        if (sources.size() != expression.inputs().size()) {
            throw new IllegalArgumentException("not as many sources as inputs");
        }
    }
}
