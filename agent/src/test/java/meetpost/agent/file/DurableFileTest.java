package meetpost.agent.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {

    @TempDir private Path directory;

    @Test
    void takesThePlaceOfTheOldOneAndLeavesNothingBeside() throws Exception {
        Path file = directory.resolve("state/new/claims");

        DurableFile.write(file, "one");
        DurableFile.write(file, "zwölf");

        assertEquals("zwölf", Files.readString(file));
        try (Stream<Path> all = Files.list(file.resolveSibling(""))) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void theOldOneStaysWhereTheNewOneIsNotTaken() throws Exception {
        Path file = directory.resolve("claims");
        DurableFile.write(file, "old");
        // Nothing can be written under that name.
        Files.createDirectory(directory.resolve("claims.new"));

        assertThrows(IOException.class, () -> DurableFile.write(file, "new"));

        assertEquals("old", Files.readString(file));
    }
}
