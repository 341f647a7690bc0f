package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** From text to nodes that know where they stand, bounded in depth and in what aliases unfold. */
public final class Yaml {

    /** Of what the file says, with each alias counted as what it stands for. */
    private static final int MOST_NODES = 50_000;

    private final ProblemReport report;

    /** Problems go to {@code report}. */
    public Yaml(ProblemReport report) {
        this.report = report;
    }

    /** The one document of {@code text}; empty when there is none, or one that was reported. */
    public Optional<Node> parse(String text) {
        Optional<Problem> unprintable = Malformed.unprintable(report.file(), text);
        if (unprintable.isPresent()) {
            report.add(unprintable.get());
            return Optional.empty();
        }
        LoadSettings settings =
                LoadSettings.builder()
                        .setSchema(new CoreSchema())
                        .setMaxAliasesForCollections(Integer.MAX_VALUE)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build();
        try {
            var reader = new StreamReader(settings, text);
            var parser = new ShallowParser(new ParserImpl(settings, reader));
            Optional<Node> root = new PlainComposer(settings, parser).getSingleNode();
            if (root.isPresent() && unfolded(root.get(), 0, 0) > MOST_NODES) {
                report.atStart(
                        "with its aliases written out this file has more than "
                                + MOST_NODES
                                + " values, expected fewer");
                return Optional.empty();
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            report.add(Malformed.problem(report.file(), text, e));
        } catch (YamlEngineException e) {
            report.atStart("not YAML, expected \"key: value\" lines, indented with spaces");
        }
        return Optional.empty();
    }

    /** Leaves {@code <<} alone: YAML 1.2 knows no merging, and it can be made to cost a lot. */
    private static final class PlainComposer extends Composer {

        PlainComposer(LoadSettings settings, Parser parser) {
            super(settings, parser);
        }

        @Override
        protected void composeMappingChildren(List<NodeTuple> children, MappingNode node) {
            Node key = composeKeyNode(node);
            children.add(new NodeTuple(key, composeValueNode(node)));
        }
    }

    /** How many nodes a walk meets; stops when there are too many, as when a node holds itself. */
    private static int unfolded(Node node, int before, int depth) {
        if (depth > 2 * ShallowParser.DEEPEST) {
            return MOST_NODES + 1;
        }
        int count = before + 1;
        for (Node child : children(node)) {
            count = count > MOST_NODES ? count : unfolded(child, count, depth + 1);
        }
        return count;
    }

    private static List<Node> children(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().map(NodeTuple::getValueNode).toList();
        }
        return List.of();
    }
}
