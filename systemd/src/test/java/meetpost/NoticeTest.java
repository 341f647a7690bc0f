package meetpost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the jar and is not ours is named there, with its licence. */
class NoticeTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*?)\\.jar");
    private static final Pattern OF_TESTS =
            Pattern.compile(
                    ".*/(org/junit|org/opentest4j|org/apiguardian|org/apache/maven|com/tngtech)/.*");

    @Test
    void everyLibraryInTheJarIsNamedWithItsVersion() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve("NOTICE"));
        List<String> missing =
                libraries()
                        .filter(jar -> lines.stream().noneMatch(line -> names(line, jar)))
                        .toList();

        assertEquals(List.of(), missing);
        assertTrue(libraries().count() > 15);
    }

    @Test
    void thePagesLibrariesAreNamedWithTheirVersions() throws IOException {
        String notice = Files.readString(HOME.resolve("NOTICE"));
        String fetched = Files.readString(HOME.resolve("acceptance/page/run"));
        for (String library : List.of("mqtt", "uplot")) {
            Matcher version =
                    Pattern.compile(library + "@?[-= ]?(\\d+\\.\\d+\\.\\d+)").matcher(fetched);
            assertTrue(version.find(), library);
            assertTrue(notice.contains(version.group(1)), library + " " + version.group(1));
        }
    }

    /** The resources of this module end up in the jar. */
    @Test
    void theTextsOfTheLicencesAreInTheJar() throws IOException {
        for (String file :
                List.of(
                        "NOTICE",
                        "licenses/Apache-2.0.txt",
                        "licenses/EDL-1.0.txt",
                        "licenses/LGPL-2.1.txt",
                        "licenses/MIT-slf4j.txt")) {
            assertTrue(Files.size(Path.of("target/classes/META-INF", file)) > 1000, file);
        }
    }

    private static Stream<String> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("/meetpost/"))
                .filter(path -> !OF_TESTS.matcher(path).matches())
                .filter(path -> !path.contains("/target/"))
                .map(path -> Path.of(path).getFileName().toString());
    }

    private static boolean names(String line, String jar) {
        Matcher parts = JAR.matcher(jar);
        assertTrue(parts.matches(), jar);
        return line.matches(
                ".*:"
                        + Pattern.quote(parts.group(1))
                        + " +"
                        + Pattern.quote(parts.group(2))
                        + " .*");
    }
}
