package meetpost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * README.nl.md says all that README.md says: in the same order, with the same lines to type. Words
 * are a person's; what a program reads is the same in both.
 */
class ReadmeTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    @Test
    void theDutchOneHasTheSameChapters() throws IOException {
        assertEquals(headings(english()), headings(dutch()));
    }

    @Test
    void theDutchOneHasTheSameBlocksOfCodeInTheSameChapters() throws IOException {
        List<String> blocks = blocks(english());

        assertTrue(blocks.size() >= 10, blocks.size() + " blocks");
        assertEquals(blocks, blocks(dutch()));
    }

    @Test
    void theDutchOneHasTheSameTables() throws IOException {
        assertEquals(chapters(english(), "|"), chapters(dutch(), "|"));
    }

    /** Points of lists, and limits, which nobody may miss. */
    @Test
    void theDutchOneHasTheSameListsAndLimits() throws IOException {
        assertEquals(chapters(english(), "- **"), chapters(dutch(), "- **"));
        assertEquals(
                chapters(english().replaceAll("\\*The limits?:\\*", "§"), "§"),
                chapters(dutch().replaceAll("\\*De grens:\\*", "§"), "§"));
    }

    /** Settings, topics, commands and files that stand within the text. */
    @Test
    void theDutchOneNamesTheSameThings() throws IOException {
        assertEquals(named(english(), CODE), named(dutch(), CODE));
        assertEquals(named(english(), LINK), named(dutch(), LINK));
    }

    private static String english() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static String dutch() throws IOException {
        return Files.readString(Path.of("../README.nl.md"));
    }

    /** How deep each heading is. */
    private static List<Integer> headings(String page) {
        return prose(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.indexOf(' '))
                .toList();
    }

    /** How many lines of each chapter have that in them. */
    private static List<Integer> chapters(String page, String mark) {
        List<Integer> counts = new ArrayList<>(List.of(0));
        for (String line : prose(page)) {
            if (line.startsWith("#")) {
                counts.add(0);
            } else if (line.contains(mark)) {
                counts.set(counts.size() - 1, counts.get(counts.size() - 1) + 1);
            }
        }
        return counts;
    }

    private static List<String> prose(String page) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : page.lines().toList()) {
            if (line.strip().startsWith("```")) {
                code = !code;
            } else if (!code) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        int chapter = 0;
        var block = new StringBuilder();
        boolean code = false;
        for (String line : page.lines().toList()) {
            if (line.strip().startsWith("```")) {
                code = !code;
                if (!code) {
                    blocks.add(block.toString());
                }
                block = new StringBuilder("chapter " + chapter + "\n");
            } else if (code) {
                block.append(ours(line)).append('\n');
            } else if (line.startsWith("#")) {
                chapter++;
            }
        }
        return blocks;
    }

    private static SortedSet<String> named(String page, Pattern pattern) {
        var names = new TreeSet<String>();
        for (String line : String.join(" ", prose(page)).split(" \\| ", -1)) {
            var matcher = pattern.matcher(line);
            while (matcher.find()) {
                names.add(ours(matcher.group(1)));
            }
        }
        return names;
    }

    /** What stands for something has a word of the page's language. */
    private static String ours(String code) {
        return code.replaceAll("<[^>]+>", "<>")
                .replace("mijn.yaml", "my.yaml")
                .replace("README.nl.md", "README.md");
    }
}
