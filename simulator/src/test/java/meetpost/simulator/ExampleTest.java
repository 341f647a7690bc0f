package meetpost.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, as the README says to run it. */
class ExampleTest {

    /** Where Pi4J binds gpiod, and the kernel's files through JNI. */
    private static final Pattern NATIVE = Pattern.compile("com\\.pi4j\\.(library|plugin)\\.");

    @TempDir Path directory;

    @Test
    void readsWhatTheChipMeasures() throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "-Dstdout.encoding=UTF-8",
                                "-Dfile.encoding=UTF-8",
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "example/Thermometer.java")
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String printed = Files.readString(out, UTF_8);
        assertEquals(0, process.exitValue(), printed);
        List<String> said = printed.lines().filter(line -> !line.contains("[class,load]")).toList();
        assertEquals(List.of("21.5 °C", "-3.25 °C"), said);
        assertTrue(printed.contains("com.pi4j.Pi4J "), "no class was listed");
        assertEquals(
                List.of(),
                printed.lines().filter(line -> NATIVE.matcher(line).find()).toList(),
                "Pi4J's native libraries");
    }

    @Test
    void isWhatTheReadmeShows() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.replaceFirst("(?s).*?```java\n", "").replaceFirst("(?s)```.*", "");
        String example = Files.readString(Path.of("example/Thermometer.java"));

        assertEquals(4, shown.lines().count(), shown);
        assertTrue(example.contains(shown.indent(8)), shown);
        assertTrue(
                readme.contains("    21.5 °C\n    -3.25 °C\n"), "what the README says it prints");
    }

    @Test
    void isAsShortAsIsPromised() throws IOException {
        long lines =
                Files.readAllLines(Path.of("example/Thermometer.java")).stream()
                        .dropWhile(line -> !line.contains("main("))
                        .filter(line -> !line.isBlank())
                        .count();

        assertTrue(lines <= 20, lines + " lines");
    }
}
