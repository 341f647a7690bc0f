package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashLevelsTest {

    @TempDir Path directory;

    @Test
    void areTheLevelsOfTheLinesThoseThatGoOffFirst() throws IOException {
        new CrashLevels(Optional.of(directory))
                .keep(
                        List.of(
                                AnOutput.named("nood", 22).onAtCrash().settings(),
                                AnOutput.named("pomp", 17).settings(),
                                AnOutput.named("klep", 4).activeLow().settings(),
                                AnOutput.named("lamp", 5).activeLow().onAtCrash().settings()));

        assertEquals("17 0 pomp\n4 1 klep\n22 1 nood\n5 0 lamp\n", written());
    }

    @Test
    void areReplacedByThoseOfOtherSettings() throws IOException {
        var levels = new CrashLevels(Optional.of(directory));
        levels.keep(List.of(AnOutput.named("pomp", 17).settings()));

        levels.keep(List.of(AnOutput.named("pomp", 17).onAtCrash().settings()));

        assertEquals("17 1 pomp\n", written());
    }

    @Test
    void areAnEmptyFileWhereThereIsNoOutput() throws IOException {
        new CrashLevels(Optional.of(directory)).keep(List.of());

        assertEquals("", written());
    }

    @Test
    void keepNothingFromRunningWhereTheyCannotBeWritten() {
        Path gone = directory.resolve("gone");

        new CrashLevels(Optional.of(gone)).keep(List.of(AnOutput.named("pomp", 17).settings()));

        assertFalse(Files.exists(gone));
    }

    private String written() throws IOException {
        return Files.readString(directory.resolve("at-crash"));
    }
}
