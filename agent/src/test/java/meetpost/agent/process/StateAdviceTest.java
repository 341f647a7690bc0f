package meetpost.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the lines work, acceptance/advice types. */
class StateAdviceTest {

    @TempDir Path directory;

    @Test
    void aDirectoryThatCanBeMadeIsNoTroubleAndIsNotMadeYet() {
        Path state = directory.resolve(".local/state/meetpost");

        assertEquals(Optional.empty(), new StateAdvice(state, "pi").trouble());
        assertFalse(Files.exists(directory.resolve(".local")));
    }

    @Test
    void aFileInItsWayIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("state"));

        assertEquals(
                Optional.of(
                        "the state directory %s/meetpost cannot be made: %s is no directory"
                                .formatted(file, file)),
                new StateAdvice(file.resolve("meetpost"), "pi").trouble());
    }

    @Test
    void givesOneToWhoeverRunsIt() {
        assertEquals(
                List.of(
                        "sudo install -d -m 700 -o pi /var/lib/meetpost-pi",
                        "STATE_DIRECTORY=/var/lib/meetpost-pi ./meetpost run --config my.yaml"),
                new StateAdvice(directory, "pi")
                        .lines(
                                Map.of("MEETPOST_COMMAND", "./meetpost"),
                                List.of("run", "--config", "my.yaml")));
    }
}
