package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that an agent names, and that decide whom a password is sent to. */
class NamedSettingsTest {

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void settings() throws IOException {
        file = Files.writeString(directory.resolve("meetpost.yaml"), "");
        mode(file, "rw-r--r--");
        mode(directory, "rwxr-xr-x");
    }

    @Test
    void believesRootAndItselfOnly() throws Exception {
        assertDoesNotThrow(() -> NamedSettings.check(file, TestUsers.here()));

        String owner = Files.getOwner(file).getName();
        assertEquals(
                "a meetpost that runs here names %s as its settings, but %s belongs to %s; if you trust it, add: --config %s"
                        .formatted(file, file, owner, file),
                refusal(TestUsers.ofAStranger()));
        // Nor the service, which has no settings of its own.
        refusal(TestUsers.whereWeAreTheService(file));
    }

    @Test
    void believesNoFileAndNoDirectoryInWhichOthersMayWrite() throws Exception {
        mode(file, "rw-r--rw-");
        refusal(TestUsers.here());

        mode(file, "rw-r--r--");
        mode(directory, "rwxrwxrwx");
        refusal(TestUsers.here());
    }

    @Test
    void isNoFifoAndNoDirectory() throws Exception {
        file = Files.createDirectory(directory.resolve("other"));

        refusal(TestUsers.here());
    }

    private String refusal(LocalUsers users) {
        return String.valueOf(
                assertThrows(IOException.class, () -> NamedSettings.check(file, users))
                        .getMessage());
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
