package meetpost.agent.settings.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file before its first key is. */
class SettingsFileTest {

    @TempDir Path directory;

    @Test
    void saysThatThereIsNone() {
        Path file = directory.resolve("meetpost.yaml");

        var thrown = assertThrows(IOException.class, () -> read(file));

        assertEquals(
                "there is no file " + file + ", expected a settings file", thrown.getMessage());
    }

    @Test
    void refusesADirectory() {
        var thrown = assertThrows(IOException.class, () -> read(directory));

        assertEquals(directory + " is a directory, expected a settings file", thrown.getMessage());
    }

    @Test
    void saysWhereAFileStopsBeingUtf8() throws Exception {
        Path file = directory.resolve("latin1.yaml");
        Files.write(file, "device:\n  name: Caf\u00e9\n".getBytes(ISO_8859_1));

        assertEquals(
                file + ":2:12: not UTF-8 from here, expected a text file saved as UTF-8",
                problem(file));
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        Path file = Files.createFile(directory.resolve("empty.yaml"));

        assertEquals(
                file
                        + ":1:1: nothing but space and comments, expected at least one of sensors:,"
                        + " inputs: and actuators:",
                problem(file));
    }

    @Test
    void refusesAHugeFile() throws Exception {
        Path file = directory.resolve("huge.yaml");
        Files.writeString(file, "# and so on\n".repeat(100_000));

        assertEquals(file + ":1:1: more than 1 MB, expected a settings file", problem(file));
    }

    @Test
    void saysWhereAFileIsNoText() throws Exception {
        Path file = directory.resolve("binary.yaml");
        Files.writeString(file, "device:\n  name: a\u0007\n");

        assertEquals(file + ":2:10: the character U+0007, expected a text file", problem(file));
    }

    @Test
    void readsFilesOfOtherSystems() throws Exception {
        Path file = directory.resolve("windows.yaml");
        Files.writeString(file, "\uFEFFdevice:\r\n  id: kelder\r\n");

        assertEquals("kelder", read(file).device().id());
    }

    @Test
    void survivesTheBillionLaughs() throws Exception {
        Path file = directory.resolve("lol.yaml");
        StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 18; i++) {
            String before = "*a" + (i - 1);
            text.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ", ").repeat(6) + before));
        }
        Files.writeString(file, text);

        assertEquals(
                file
                        + ":1:1: with its aliases written out this file has more than 50000 values,"
                        + " expected fewer",
                problem(file));
    }

    private static String problem(Path file) {
        var thrown = assertThrows(SettingsException.class, () -> read(file));

        assertEquals(1, thrown.problems().size(), thrown::getMessage);
        return thrown.problems().get(0).toString();
    }

    private static Settings read(Path file) throws SettingsException, IOException {
        var surroundings =
                new Surroundings(
                        "test",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/x"),
                        Optional.empty());
        return new SettingsReader(surroundings).read(file);
    }
}
