package meetpost.agent.settings.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Part;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every problem with its place and its words: {@code problems.txt} has files, each with the whole
 * of what must be said about it on lines that begin with {@code > }.
 */
class ProblemsTest {

    /** So that a new part does not change what is expected here. */
    private static final List<Part> PARTS =
            Stream.of("maxim,ds18b20", "ti,tmp102", "bosch,bme280", "linux,thermal")
                    .map(name -> Catalog.part(name).orElseThrow())
                    .toList();

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void saysEverythingThatIsWrong(String title, String file, String expected) {
        var reader =
                new SettingsReader(
                        new Surroundings(
                                "test",
                                Optional.empty(),
                                Optional.empty(),
                                Path.of("/var/lib/meetpost"),
                                Optional.empty()),
                        PARTS,
                        SecretFiles::bytes);

        var thrown = assertThrows(SettingsException.class, () -> reader.read("m.yaml", file));

        assertEquals(
                expected, thrown.problems().stream().map(Problem::toString).collect(joining("\n")));
    }

    static Stream<Arguments> files() throws IOException {
        String all;
        try (var in = ProblemsTest.class.getResourceAsStream("problems.txt")) {
            all = new String(in.readAllBytes(), UTF_8);
        }
        return Arrays.stream(all.split("(?m)^====\n")).map(ProblemsTest::arguments);
    }

    private static Arguments arguments(String text) {
        String title = text.lines().findFirst().orElseThrow().substring(2);
        String file =
                text.lines()
                        .filter(line -> !line.startsWith("> "))
                        .collect(joining("\n", "", "\n"));
        String expected =
                text.lines()
                        .filter(line -> line.startsWith("> "))
                        .map(line -> "m.yaml:" + line.substring(2))
                        .collect(joining("\n"));
        return Arguments.of(title, file, expected);
    }
}
