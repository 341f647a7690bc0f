package meetpost.agent.settings;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in plain words where and why a text is not YAML. */
final class Malformed {

    private static final String EXPECTED = ", expected \"key: value\" lines, indented with spaces";

    /** How the parser begins to say it, and how we do. */
    private static final Map<String, String> PLAIN =
            Map.ofEntries(
                    Map.entry("mapping values are not allowed here", "a second \":\" on this line"),
                    Map.entry("could not find expected ':'", "there is no \":\" after this key"),
                    Map.entry("expected ',' or ']'", "this list is not closed with \"]\""),
                    Map.entry("expected ',' or '}'", "this group is not closed with \"}\""),
                    Map.entry("found unexpected end of stream", "a quote is not closed"),
                    Map.entry(
                            "expected <block end>", "this line is not indented as its neighbours"),
                    Map.entry("but found another document", "a second document begins here"),
                    Map.entry("found undefined alias", "there is no anchor of this name above"),
                    Map.entry("this is nested", "this is nested deeper than any setting"));

    private Malformed() {}

    static Problem problem(String file, String text, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        String[] lines = text.split("\n", -1);
        int line = Math.min(mark.map(Mark::getLine).orElse(0), lines.length - 1);
        int column = Math.min(mark.map(Mark::getColumn).orElse(0), lines[line].length());
        int indent = lines[line].length() - lines[line].stripLeading().length();
        int tab = lines[line].substring(0, indent).indexOf('\t');
        if (tab >= 0) {
            return new Problem(
                    file, line + 1, tab + 1, "this line is indented with a tab, expected spaces");
        }
        String problem = e.getProblem();
        String said =
                PLAIN.entrySet().stream()
                        .filter(entry -> problem.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("not YAML: " + problem.strip());
        return new Problem(file, line + 1, column + 1, said + EXPECTED);
    }
}
