package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysThatThereIsNoFile() {
        assertEquals(78, run("doctor", "--config", "/nowhere/my.yaml"));
        assertEquals(
                "meetpost: there is no file /nowhere/my.yaml, expected a settings file\n",
                err.toString(UTF_8));
    }

    /** A report is wanted most when the settings are wrong. */
    @Test
    void writesABundleOfWrongSettingsToo() throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("my.yaml"), "mqtt:\n  password: hunter2\nfoo: 1\n");
        Path bundle = directory.resolve("report.txt");

        int code = run("doctor", "--config", config.toString(), "--bundle", bundle.toString());

        String text = Files.readString(bundle);
        assertEquals(78, code);
        assertTrue(text.contains(config + ":3:1: unknown key \"foo\""), text);
        assertFalse(text.contains("hunter2"), text);
    }

    @Test
    void saysWhatItDidNotUnderstand() {
        assertEquals(2, run("doctor", "--bundl", "x"));
        assertTrue(err.toString(UTF_8).contains("--bundle"), err.toString(UTF_8));
    }

    private int run(String... args) {
        var machine =
                new Machine(
                        Map.of("RUNTIME_DIRECTORY", directory.toString()),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new StopSignal(),
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, args);
    }
}
