package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings.Crossing;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What crosses a bridge: a filter, or a filter with what its topics are called at the other end.
 */
record CrossingType() implements Type<Crossing> {

    private static final Key<String> FROM =
            Key.required(
                    "from", TopicTypes.FILTER, "The topics that cross, as they are called before.");
    private static final Key<String> TO =
            Key.optional(
                    "to",
                    TopicTypes.FILTER,
                    "the same",
                    "What they are called at the other end: the wildcards of `from` in the same"
                            + " order.");

    private static final Key<Integer> QOS =
            Key.of(
                    "qos",
                    Scalars.whole(0, 1),
                    "1",
                    "`1`: each arrives, what comes while the other end is away waits. `0`: what"
                            + " comes then is lost, and nothing is acknowledged.");

    static final Group GROUP = new Group("bridges.<name>.out.<name>", List.of(FROM, TO, QOS));

    @Override
    public Optional<Crossing> read(Node node, ProblemReport report) {
        if (!(node instanceof MappingNode)) {
            return TopicTypes.FILTER.read(node, report).map(filter -> new Crossing(filter, filter));
        }
        Optional<Section> section = GROUP.read(node, report);
        Optional<String> from = section.flatMap(each -> each.find(FROM));
        if (from.isEmpty()) {
            return Optional.empty();
        }
        String to = section.get().find(TO).orElse(from.get());
        if (!wildcards(from.get()).equals(wildcards(to)) || to.startsWith("$")) {
            report.at(
                    section.get().at(TO),
                    ProblemReport.quoted(to)
                            + " does not fit "
                            + ProblemReport.quoted(from.get())
                            + ", expected the same wildcards in the same order, such as from:"
                            + " \"sensoren/#\", to: \"kas-3/sensoren/#\"");
            return Optional.empty();
        }
        return Optional.of(new Crossing(from.get(), to, section.get().value(QOS)));
    }

    private static String wildcards(String filter) {
        return filter.replaceAll("[^+#]", "");
    }

    @Override
    public String words() {
        return "a topic filter such as sensoren/#, or {from: \"sensoren/#\", to:"
                + " \"kas-3/sensoren/#\", qos: 0}";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(TopicTypes.FILTER.schema(), GROUP.schema()));
    }
}
