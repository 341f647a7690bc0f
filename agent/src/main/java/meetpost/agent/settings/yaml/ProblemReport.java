package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.log.ForeignText;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects the problems of one file, and the warnings. One thread. */
public final class ProblemReport {

    private static final int LONGEST_VALUE = 60;

    private final String file;
    private final List<String> lines;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    /** Of the file, as the user named it. */
    public ProblemReport(String file) {
        this(file, "");
    }

    /**
     * The same.
     *
     * @param text of the file, from which lines are shown corrected
     */
    ProblemReport(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** Where the file begins: for what is missing from all of it. */
    public void atStart(String text) {
        problems.add(new Problem(file, 1, 1, text));
    }

    /** Where the node begins. */
    public void at(Node node, String text) {
        at(node.getStartMark(), text);
    }

    /**
     * At a character of a text of the file; where it is not to be found on one line, with its place
     * in words.
     *
     * @param column in characters from 1
     */
    void within(ScalarNode node, int column, String text) {
        Optional<Mark> start = node.getStartMark();
        Optional<String> raw = between(start, node.getEndMark());
        int before = raw.map(there -> there.indexOf(node.getValue())).orElse(-1);
        if (start.isEmpty() || raw.isEmpty() || before < 0) {
            at(node, "at column %s of the text: %s".formatted(column, text));
            return;
        }
        problems.add(
                new Problem(
                        file,
                        start.get().getLine() + 1,
                        start.get().getColumn() + raw.get().codePointCount(0, before) + column,
                        text));
    }

    void at(Optional<Mark> mark, String text) {
        problems.add(problem(mark, text));
    }

    /** What works, but perhaps not as somebody means it, where the node begins. */
    public void warn(Node node, String text) {
        warnings.add(problem(node.getStartMark(), text));
    }

    private Problem problem(Optional<Mark> mark, String text) {
        return new Problem(
                file,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                text);
    }

    /** What the file has from one place to another of the same line; empty on different lines. */
    Optional<String> between(Optional<Mark> from, Optional<Mark> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        Mark start = from.get();
        Mark end = to.get();
        return line(start)
                .filter(line -> start.getLine() == end.getLine())
                .filter(line -> offset(line, start) <= offset(line, end))
                .map(line -> line.substring(offset(line, start), offset(line, end)));
    }

    /** A text for what stands between two places of one line. */
    record Replacement(Mark from, Mark to, String text) {}

    /** The line where they all are, in their order there, without its indentation. */
    Optional<String> lineWith(List<Replacement> replacements) {
        Optional<String> line = line(replacements.get(0).from());
        for (int i = replacements.size() - 1; i >= 0 && line.isPresent(); i--) {
            Replacement each = replacements.get(i);
            String before = line.get();
            line =
                    Optional.of(
                            before.substring(0, offset(before, each.from()))
                                    + each.text()
                                    + before.substring(offset(before, each.to())));
        }
        return line.map(String::strip);
    }

    private Optional<String> line(Mark at) {
        return at.getLine() < lines.size()
                ? Optional.of(lines.get(at.getLine()))
                : Optional.empty();
    }

    /** Columns count characters, of which Java has some in two. */
    private static int offset(String line, Mark mark) {
        int column = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
        return line.offsetByCodePoints(0, column);
    }

    /** A name that was there already, at {@code first}. */
    void twice(Node node, String name, Node first) {
        int line = first.getStartMark().map(Mark::getLine).orElse(0) + 1;
        at(node, quoted(name) + " is here twice, expected only the one on line " + line);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** As the user named it. */
    String file() {
        return file;
    }

    /** Whether there is no problem yet. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** By position in the file. */
    public SettingsException exception() {
        return new SettingsException(sorted(problems));
    }

    /** By position in the file. */
    List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(Set<Problem> found) {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return sorted;
    }

    /** A value of the file as a message shows it: on one line, not endless. */
    public static String quoted(String value) {
        return "\"" + ForeignText.shown(value, LONGEST_VALUE) + "\"";
    }
}
