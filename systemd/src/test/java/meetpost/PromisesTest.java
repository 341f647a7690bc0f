package meetpost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages that say what holds name tests: each of them exists. */
class PromisesTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern JAVA =
            Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|Contract))(?:\\.([a-zA-Z0-9]+))?`");
    private static final Pattern ACCEPTANCE =
            Pattern.compile("`(acceptance/[a-z-]+)(?:: ([a-z_0-9]+))?`");

    private static final Pattern HEAD = Pattern.compile("^\\| (?:Promise|Who,|Hazard) ");

    @Test
    void everyTestOfEveryPromiseExists() throws IOException {
        assertTrue(rows("docs/promises.md") > 40);
    }

    @Test
    void everyTestOfTheThreatPageExists() throws IOException {
        assertTrue(rows("SECURITY.md") > 10);
    }

    @Test
    void everyTestOfTheSafetyCaseExists() throws IOException {
        assertTrue(rows("docs/safety.md") > 20);
    }

    /**
     * Sees that each row of its tables names tests, and that they exist. Gives how many there are.
     */
    private static int rows(String page) throws IOException {
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(HOME.resolve(page))) {
            if (!line.startsWith("| ") || HEAD.matcher(line).find()) {
                continue;
            }
            rows++;
            List<String> named = new ArrayList<>();
            Matcher java = JAVA.matcher(line);
            while (java.find()) {
                named.add(java.group());
                if (!isJavaTest(java.group(1), Optional.ofNullable(java.group(2)))) {
                    missing.add(java.group());
                }
            }
            Matcher part = ACCEPTANCE.matcher(line);
            while (part.find()) {
                named.add(part.group());
                if (!isCheck(HOME.resolve(part.group(1)), Optional.ofNullable(part.group(2)))) {
                    missing.add(part.group());
                }
            }
            assertTrue(!named.isEmpty(), page + ": nobody keeps this: " + line);
        }
        assertEquals(List.of(), missing, page);
        return rows;
    }

    private static boolean isJavaTest(String name, Optional<String> method) throws IOException {
        try (Stream<Path> modules = Files.list(HOME)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PromisesTest::all)
                    .filter(file -> file.endsWith(name + ".java"))
                    .anyMatch(file -> has(file, method.map(each -> "void " + each + "(")));
        }
    }

    private static Stream<Path> all(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCheck(Path part, Optional<String> function) throws IOException {
        if (!Files.isExecutable(part.resolve("run"))) {
            return false;
        }
        try (Stream<Path> files = Files.list(part)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> has(file, function.map(each -> "def " + each + "(")));
        }
    }

    private static boolean has(Path file, Optional<String> text) {
        try {
            return text.isEmpty() || Files.readString(file).contains(text.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
