package meetpost.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadOutcomeTest {

    @Test
    void isAnEmptyFileWhereAllWasTakenOverElseTheProblems(@TempDir Path directory)
            throws Exception {
        var outcome = ReloadOutcome.of(Map.of("RUNTIME_DIRECTORY", directory + ":/run/other"));

        outcome.write(List.of("my.yaml:3:1: unknown key \"foo\"", "my.yaml:4:1: what is this"));
        String refused = Files.readString(directory.resolve("reloaded"));
        outcome.write(List.of());

        assertEquals("my.yaml:3:1: unknown key \"foo\"\nmy.yaml:4:1: what is this\n", refused);
        assertEquals("", Files.readString(directory.resolve("reloaded")));
    }

    @Test
    void isNowhereWithoutAService() {
        ReloadOutcome.of(Map.of()).write(List.of("nobody asked"));
    }

    @Test
    void aStatusLineBeginsWithTheFirstProblem() {
        assertEquals("", ReloadOutcome.refusal(List.of()));
        assertEquals(
                "the new settings are refused, the old ones go on: a (and 2 more); ",
                ReloadOutcome.refusal(List.of("a", "b", "c")));
    }
}
