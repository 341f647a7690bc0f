package meetpost.agent.settings.yaml;

import java.util.Map;
import java.util.Optional;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.ExpressionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A text of the language of formulas and rules. */
final class ExpressionType implements Type<Expression> {

    private final String words;

    ExpressionType(String example) {
        words = "an expression such as \"" + example + "\"";
    }

    @Override
    public Optional<Expression> read(Node node, ProblemReport report) {
        if (!(node instanceof ScalarNode scalar)) {
            report.at(node, Scalar.shown(node) + " is no text, expected " + words);
            return Optional.empty();
        }
        try {
            return Optional.of(Expression.of(scalar.getValue()));
        } catch (ExpressionException e) {
            report(node, e, report);
            return Optional.empty();
        }
    }

    /** Each where it stands in the text of the node. */
    static void report(Node node, ExpressionException wrong, ProblemReport report) {
        wrong.slips()
                .forEach(
                        slip -> {
                            if (node instanceof ScalarNode scalar) {
                                report.within(scalar, slip.column(), slip.text());
                            } else {
                                report.at(node, slip.text());
                            }
                        });
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "anyOf",
                java.util.List.of(
                        Map.of("type", "string", "maxLength", Expression.LONGEST),
                        Map.of("type", "number")));
    }
}
