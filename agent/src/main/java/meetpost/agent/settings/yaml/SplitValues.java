package meetpost.agent.settings.yaml;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Values with a comma that stand between braces without quotes: YAML takes {@code {part:
 * maxim,ds18b20}} for a key with a value and a key with none (YAML 1.2 section 7.3.3). Says what to
 * put in quotes, and reads on as if it were.
 */
final class SplitValues {

    /** A line that is shown could show these. */
    private static final Pattern SECRET = Pattern.compile("(?i)pass|pwd|secret|token|://[^/ ]*@");

    private static final int LONGEST_LINE = 160;

    private final Group group;
    private final ProblemReport report;
    private final List<Split> splits = new ArrayList<>();

    private SplitValues(Group group, ProblemReport report) {
        this.group = group;
        this.report = report;
    }

    /** What stands below {@code mapping}, each split value put together. */
    static List<NodeTuple> joined(Group group, MappingNode mapping, ProblemReport report) {
        return mapping.getFlowStyle() == FlowStyle.FLOW
                ? new SplitValues(group, report).joined(mapping.getValue())
                : mapping.getValue();
    }

    private List<NodeTuple> joined(List<NodeTuple> tuples) {
        List<NodeTuple> read = new ArrayList<>();
        int at = 0;
        while (at < tuples.size()) {
            int end = at + 1;
            while (end < tuples.size() && isRest(tuples.get(end))) {
                end++;
            }
            Optional<NodeTuple> whole =
                    end == at + 1 ? Optional.empty() : whole(tuples.subList(at, end));
            if (whole.isPresent()) {
                read.add(whole.get());
            } else {
                read.addAll(tuples.subList(at, end));
            }
            at = end;
        }
        splits.forEach(this::report);
        return read;
    }

    /** A word alone that is no key, and nobody's slip of one. */
    private boolean isRest(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode word && word.isPlain())
                || !tuple.getValueNode().getTag().equals(Tag.NULL)
                || !(tuple.getValueNode() instanceof ScalarNode nothing)
                || !nothing.getValue().isEmpty()) {
            return false;
        }
        List<String> names = group.keys().stream().<String>map(Key::name).toList();
        boolean colon =
                report.between(word.getEndMark(), nothing.getStartMark()).orElse("").contains(":");
        return !colon
                && !names.contains(word.getValue())
                && Nearest.to(word.getValue(), names).isEmpty();
    }

    /** Empty where the whole would not be right either: then the comma is not what is wrong. */
    private Optional<NodeTuple> whole(List<NodeTuple> parts) {
        NodeTuple first = parts.get(0);
        if (!(first.getKeyNode() instanceof ScalarNode name)
                || !(first.getValueNode() instanceof ScalarNode value)
                || !value.isPlain()) {
            return Optional.empty();
        }
        Optional<Key<?>> key = group.key(name.getValue());
        Optional<Mark> end = parts.get(parts.size() - 1).getKeyNode().getEndMark();
        Optional<String> text =
                report.between(value.getStartMark(), end).filter(each -> each.contains(","));
        if (key.isEmpty() || text.isEmpty() || !follow(parts)) {
            return Optional.empty();
        }
        for (String whole : List.of(text.get(), text.get().replaceAll("\\s*,\\s*", ","))) {
            var node =
                    new ScalarNode(
                            Tag.STR,
                            true,
                            whole,
                            value.getScalarStyle(),
                            value.getStartMark(),
                            end);
            var trial = new ProblemReport(report.file());
            if (key.get().type().read(node, trial).isPresent() && trial.isEmpty()) {
                splits.add(new Split(name.getValue(), value, end.orElseThrow(), whole));
                return Optional.of(new NodeTuple(first.getKeyNode(), node));
            }
        }
        return Optional.empty();
    }

    /** An alias stands elsewhere than where it is read: its text is not this one's. */
    private boolean follow(List<NodeTuple> parts) {
        Node before = parts.get(0).getValueNode();
        boolean follow =
                report.between(parts.get(0).getKeyNode().getEndMark(), before.getStartMark())
                        .filter(text -> text.strip().equals(":"))
                        .isPresent();
        for (NodeTuple rest : parts.subList(1, parts.size())) {
            follow &=
                    report.between(before.getEndMark(), rest.getKeyNode().getStartMark())
                            .filter(text -> text.strip().equals(","))
                            .isPresent();
            before = rest.getKeyNode();
        }
        return follow;
    }

    private void report(Split split) {
        Map<Mark, ProblemReport.Replacement> sameLine =
                new TreeMap<>(comparingInt(Mark::getColumn));
        for (Split each : splits) {
            int line = each.replacement().from().getLine();
            if (line == split.replacement().from().getLine()) {
                sameLine.put(each.replacement().from(), each.replacement());
            }
        }
        String corrected =
                report.lineWith(List.copyOf(sameLine.values()))
                        .filter(line -> !SECRET.matcher(line).find())
                        .filter(line -> line.length() <= LONGEST_LINE)
                        .orElse(split.key() + ": " + split.replacement().text());
        report.at(
                split.value(),
                ProblemReport.quoted(split.text())
                        + " needs quotes between braces, where a comma ends a value, expected: "
                        + corrected);
    }

    private record Split(String key, Node value, Mark end, String text) {

        ProblemReport.Replacement replacement() {
            boolean single = text.contains("\"") || text.contains("\\");
            String quoted = single ? "'" + text.replace("'", "''") + "'" : "\"" + text + "\"";
            return new ProblemReport.Replacement(value.getStartMark().orElse(end), end, quoted);
        }
    }
}
