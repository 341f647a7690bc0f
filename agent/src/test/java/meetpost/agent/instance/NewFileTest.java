package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

    @TempDir Path directory;

    @Test
    void isItsMakersAloneFromItsFirstByte() throws Exception {
        Path file = directory.resolve("report");

        NewFile.write(file, "rw-------", "one");

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("one", Files.readString(file));
    }

    /** Who has the old one open reads the old one. */
    @Test
    void takesThePlaceOfAnotherAndNotItsBytes() throws Exception {
        Path file = Files.writeString(directory.resolve("report"), "of yesterday, and longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path kept = Files.createLink(directory.resolve("kept"), file);

        NewFile.write(file, "rw-------", "one");

        assertEquals("of yesterday, and longer", Files.readString(kept));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void followsNoLinkAndReplacesNoDirectory() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("link"), precious);

        var thrown =
                assertThrows(IOException.class, () -> NewFile.write(link, "rw-------", "report"));

        assertEquals(
                link + " is no regular file, expected the name of one, or a new one",
                thrown.getMessage());
        assertThrows(IOException.class, () -> NewFile.write(directory, "rw-------", "report"));
        assertEquals("kept", Files.readString(precious));
    }
}
