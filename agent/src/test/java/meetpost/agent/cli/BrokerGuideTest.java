package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.broker.access.PasswordFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/broker.md} shows is what comes of it. */
class BrokerGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```(?:yaml)?\\n(.*?)```", Pattern.DOTALL);

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void itsExampleIsImportedAsItSaysAndPassesCheck() throws Exception {
        List<String> blocks =
                BLOCK.matcher(Files.readString(Path.of("../docs/broker.md")))
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .toList();
        new PasswordFile(directory.resolve("passwd")).put("kelder", "geheim".toCharArray());
        Files.writeString(directory.resolve("acl"), blocks.get(2));
        Path conf =
                Files.writeString(
                        directory.resolve("mosquitto.conf"),
                        blocks.get(1).replace("/etc/mosquitto", directory.toString()));

        assertEquals(0, meetpost("import", conf.toString()));

        String made = out.toString(UTF_8);
        assertEquals(
                blocks.get(3),
                made.substring(made.indexOf("broker:\n"))
                        .replace(directory.toString(), "/etc/mosquitto"));
        Path yaml = Files.writeString(directory.resolve("broker.yaml"), made);
        assertEquals(0, meetpost("check", yaml.toString()), out.toString(UTF_8));
    }

    /** The lines to type begin with commands that there are. */
    @Test
    void itsCommandsExist() throws Exception {
        String guide = Files.readString(Path.of("../docs/broker.md"));
        List<String> commands =
                Pattern.compile("meetpost (import|check|sessions|retained|passwd|broker|run)\\b")
                        .matcher(guide)
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();

        assertTrue(commands.size() >= 6, commands.toString());
        for (String command : commands) {
            assertEquals(0, meetpost(command, "--help"), command);
        }
    }

    private int meetpost(String... args) {
        out.reset();
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                        new StopSignal(),
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, args);
    }
}
