package meetpost.agent.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the problems of one file, and the warnings. One thread. */
public final class Report {

    private static final int LONGEST_VALUE = 60;

    private final String file;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    /** Of the file, as the user named it. */
    public Report(String file) {
        this.file = file;
    }

    /** Where the file begins: for what is missing from all of it. */
    public void atStart(String text) {
        problems.add(new Problem(file, 1, 1, text));
    }

    /** Where the node begins. */
    public void at(Node node, String text) {
        at(node.getStartMark(), text);
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
        StringBuilder shown = new StringBuilder();
        value.codePoints()
                .limit(LONGEST_VALUE)
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
            shown.append('…');
        }
        return "\"" + shown + "\"";
    }
}
