package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to a good file, what comes of it is settings or problems that lie within it. */
class MutationsTest {

    private static final List<String> PIECES =
            List.of(
                    ":",
                    "-",
                    "\t",
                    "\r",
                    "\r\n",
                    "\n",
                    "  ",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "'",
                    "#",
                    "&a ",
                    "*a",
                    "!",
                    "!!int ",
                    "|",
                    ">",
                    "%",
                    "@",
                    "`",
                    "?",
                    ",",
                    "0x",
                    "1e999",
                    ".inf",
                    "~",
                    "null",
                    "true",
                    "é",
                    "\uD83D\uDE00",
                    "\u0000",
                    "\u0085",
                    "\u2028",
                    "\uFEFF",
                    "---\n",
                    "...\n",
                    "<<: ",
                    "-1",
                    "99999999999999999999",
                    "10",
                    "off",
                    "$SYS",
                    "/",
                    "+");

    @Property(tries = 2000)
    void neverThrowsAnythingElse(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = mutated(Files.readString(Path.of("../config/" + file(random))), random);
        var reader =
                new SettingsReader(
                        new Surroundings(
                                "test",
                                Optional.empty(),
                                Optional.empty(),
                                Path.of("/x"),
                                Optional.empty()));
        try {
            reader.read("m.yaml", text);
        } catch (SettingsException e) {
            e.problems().forEach(problem -> assertWithin(text, problem));
        }
    }

    private static String file(Random random) {
        List<String> files =
                List.of(
                        "bme280.yaml",
                        "relays.yaml",
                        "simulated.yaml",
                        "jobs/soil-moisture.yaml",
                        "jobs/light-by-ldr.yaml",
                        "jobs/smart-meter-over-mqtt.yaml",
                        "jobs/motion-and-button.yaml",
                        "jobs/pir-light.yaml");
        return files.get(random.nextInt(files.size()));
    }

    private static String mutated(String text, Random random) {
        String mutated = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(12));
            String piece =
                    switch (random.nextInt(4)) {
                        case 0 -> "";
                        case 1 -> line(text, random);
                        default -> PIECES.get(random.nextInt(PIECES.size()));
                    };
            mutated =
                    mutated.substring(0, at)
                            + piece
                            + mutated.substring(random.nextBoolean() ? at : end);
        }
        return mutated;
    }

    private static String line(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        return lines.get(random.nextInt(lines.size())) + "\n";
    }

    private static void assertWithin(String text, Problem problem) {
        String[] lines = text.split("\r\n|[\r\n]", -1);
        assertTrue(problem.line() >= 1 && problem.line() <= lines.length, problem::toString);
        int length = lines[problem.line() - 1].length();
        assertTrue(problem.column() >= 1 && problem.column() <= length + 1, problem::toString);
        assertFalse(problem.text().contains("java"), problem::text);
        assertFalse(problem.text().contains("Exception"), problem::text);
        assertFalse(problem.text().contains("yaml."), problem::text);
    }
}
