package meetpost.agent.settings.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value on one line.
 *
 * @param tags what YAML may take it for; empty: anything
 * @param words follows "expected"
 */
public record Scalar<T>(Set<Tag> tags, String words, Map<String, Object> schema, Parser<T> parser)
        implements Type<T> {

    /** From the text of a value to the value. */
    @FunctionalInterface
    public interface Parser<T> {

        T parse(String text) throws WrongValue;
    }

    /** A text, with or without quotes. */
    static <T> Scalar<T> text(String words, Map<String, Object> schema, Parser<T> parser) {
        return new Scalar<>(Set.of(Tag.STR, Tag.ENV_TAG), words, schema, parser);
    }

    /** A text that YAML may take for something else, such as {@code 10} or {@code 0x76}. */
    public static <T> Scalar<T> any(String words, Map<String, Object> schema, Parser<T> parser) {
        return new Scalar<>(Set.of(), words, schema, parser);
    }

    @Override
    public Optional<T> read(Node node, ProblemReport report) {
        if (!(node instanceof ScalarNode scalar)
                || !(tags.isEmpty() || tags.contains(node.getTag()))) {
            boolean quotesHelp = tags.contains(Tag.STR) && node instanceof ScalarNode;
            report.at(
                    node,
                    "%s is %s, expected %s%s"
                            .formatted(
                                    shown(node),
                                    kind(node),
                                    words,
                                    quotesHelp ? ", or quotes around it" : ""));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(scalar.getValue()));
        } catch (WrongValue e) {
            report.at(node, e.text());
            return Optional.empty();
        }
    }

    /** A node as a message shows it. */
    static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            return ProblemReport.quoted(scalar.getValue());
        }
        return node instanceof SequenceNode ? "[...]" : "{...}";
    }

    private static String kind(Node node) {
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (node instanceof MappingNode) {
            return "a group of keys";
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return "a number";
        }
        if (tag.equals(Tag.BOOL)) {
            return "true or false";
        }
        return tag.equals(Tag.NULL) ? "nothing" : "a text";
    }
}
