package meetpost.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, as the README says to run it. */
class ExampleTest {

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
                                "-cp",
                                System.getProperty("java.class.path"),
                                "example/Thermometer.java")
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String printed = Files.readString(out, UTF_8);
        assertEquals(0, process.exitValue(), printed);
        assertTrue(printed.contains("21.5 °C\n-3.25 °C\n"), printed);
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
