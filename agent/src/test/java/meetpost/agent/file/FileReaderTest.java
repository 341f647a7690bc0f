package meetpost.agent.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of files of this user's own, as another one sees them. */
class FileReaderTest {

    private static final FileReader STRANGER = new FileReader("meetpost", 54_321, Set.of(54_321));

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void open() throws IOException {
        file = Files.createFile(directory.resolve("mqtt-password"));
        mode(directory, "rwxr-xr-x");
    }

    @Test
    void readsWhatIsOpenToAll() throws Exception {
        mode(file, "rw-r--r--");

        assertEquals(Optional.empty(), STRANGER.objection(file));
    }

    @Test
    void isKeptOutByAFileOfAnotherUser() throws Exception {
        mode(file, "rw-------");

        assertEquals(
                Optional.of(
                        "%1$s may not be read by user meetpost, who runs the service, expected e.g. `sudo chgrp meetpost %1$s` and `sudo chmod 640 %1$s`"
                                .formatted(file)),
                STRANGER.objection(file));
    }

    @Test
    void isKeptOutByADirectoryAbove() throws Exception {
        mode(file, "rw-r--r--");
        mode(directory, "rwxr--r--");

        assertEquals(Optional.of(directory.toRealPath()), STRANGER.obstacle(file));
    }

    @Test
    void readsByItsGroup() throws Exception {
        mode(file, "rw-r-----");
        int group = (Integer) Files.getAttribute(file, "unix:gid");

        assertEquals(
                Optional.empty(),
                new FileReader("meetpost", 54_321, Set.of(group)).objection(file));
    }

    @Test
    void isInTheGroupsThatTheSystemNames() throws Exception {
        Files.writeString(
                directory.resolve("passwd"),
                "root:x:0:0::/root:/bin/sh\nmeetpost:x:991:990:Meetpost:/var/lib/meetpost:/usr/sbin/nologin\n");
        Files.writeString(directory.resolve("group"), "gpio:x:993:pi,meetpost\ni2c:x:994:pi\n");

        assertEquals(
                Optional.of(new FileReader("meetpost", 991, Set.of(990, 993))),
                FileReader.of("meetpost", directory));
        assertEquals(Optional.empty(), FileReader.of("nobody", directory));
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
