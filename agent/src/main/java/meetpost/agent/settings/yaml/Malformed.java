package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in plain words where and why a text is not YAML. */
final class Malformed {

    private static final String EXPECTED = "expected \"key: value\" lines, indented with spaces";

    /**
     * What the parser says and we instead.
     *
     * @param said how the parser begins
     * @param atBegin whether the place is where the unfinished thing began
     */
    private record Plain(String said, boolean atBegin, String text) {}

    private static final List<Plain> PLAIN =
            List.of(
                    new Plain(
                            "mapping values are not allowed here",
                            false,
                            "this \":\" is out of place, " + EXPECTED),
                    new Plain(
                            "could not find expected ':'",
                            true,
                            "there is no \": \" after this key, " + EXPECTED),
                    new Plain("expected ',' or ']'", true, "this list has no end, expected \"]\""),
                    new Plain("expected ',' or '}'", true, "this group has no end, expected \"}\""),
                    new Plain(
                            "found unexpected end of stream",
                            true,
                            "this text has no end, expected a quote after it"),
                    new Plain(
                            "expected the node content, but found '<stream end>'",
                            false,
                            "the file ends within \"{\" or \"[\", expected its end"),
                    new Plain(
                            "expected the node content",
                            false,
                            "the value is missing here, " + EXPECTED),
                    new Plain(
                            "expected <block end>",
                            false,
                            "this line is not in line with those above, " + EXPECTED),
                    new Plain(
                            "sequence entries are not allowed",
                            false,
                            "this \"-\" is out of place, " + EXPECTED),
                    new Plain(
                            "but found another document",
                            false,
                            "a second document begins here, expected one"),
                    new Plain(
                            "found undefined alias",
                            false,
                            "nothing above has this anchor, expected one, or quotes around it"),
                    new Plain(
                            "this is nested",
                            false,
                            "this is nested deeper than any setting, " + EXPECTED),
                    new Plain(
                            "found unknown escape character",
                            false,
                            "unknown escape after \"\\\", expected single quotes around the text"));

    private static final String NO_TOKEN = "found character '";

    private Malformed() {}

    /** A character that no text has. */
    static Optional<Problem> unprintable(String file, String text) {
        int line = 1;
        int column = 1;
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (!StreamReader.isPrintable(c)) {
                return Optional.of(
                        new Problem(
                                file,
                                line,
                                column,
                                String.format(
                                        Locale.ROOT,
                                        "the character U+%04X, expected a text file",
                                        c)));
            }
            boolean halfOfTwo = i + 1 < codePoints.length && codePoints[i + 1] == '\n';
            boolean lineEnd = c == '\n' || (c == '\r' && !halfOfTwo);
            line = lineEnd ? line + 1 : line;
            column = lineEnd ? 1 : column + 1;
        }
        return Optional.empty();
    }

    static Problem problem(String file, String text, MarkedYamlEngineException e) {
        Optional<Plain> plain =
                PLAIN.stream().filter(p -> e.getProblem().startsWith(p.said())).findFirst();
        boolean atBegin = plain.map(Plain::atBegin).orElse(false);
        Optional<Mark> mark =
                atBegin
                        ? e.getContextMark().or(e::getProblemMark)
                        : e.getProblemMark().or(e::getContextMark);
        String[] lines = text.split("\r?\n|\r", -1);
        int line = Math.min(mark.map(Mark::getLine).orElse(0), lines.length - 1);
        int length = lines[line].codePointCount(0, lines[line].length());
        int column = Math.min(mark.map(Mark::getColumn).orElse(0), length);
        int indent = lines[line].length() - lines[line].stripLeading().length();
        int tab = lines[line].substring(0, indent).indexOf('\t');
        if (tab >= 0) {
            return new Problem(
                    file, line + 1, tab + 1, "this line is indented with a tab, expected spaces");
        }
        return new Problem(
                file, line + 1, column + 1, plain.map(Plain::text).orElseGet(() -> words(e)));
    }

    private static String words(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.startsWith(NO_TOKEN)) {
            int c = problem.codePointAt(NO_TOKEN.length());
            return "no value begins with \"" + Character.toString(c) + "\", expected it in quotes";
        }
        return "this is not YAML (" + problem.strip() + "), " + EXPECTED;
    }
}
