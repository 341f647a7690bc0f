package meetpost.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** The bare name of a file is no message. */
class FileTroubleTest {

    @Test
    void saysWhatIsWrongWithAFile() {
        assertEquals(
                "/nonexistent may not be read or written by user "
                        + System.getProperty("user.name"),
                FileTrouble.text(new AccessDeniedException("/nonexistent")));
        assertEquals(
                "/etc/nothing is not there",
                FileTrouble.text(new NoSuchFileException("/etc/nothing")));
    }

    @Test
    void leavesWordsAsTheyAre() {
        assertEquals(
                "/data: Read-only file system",
                FileTrouble.text(new FileSystemException("/data", null, "Read-only file system")));
        assertEquals("it hangs", FileTrouble.text(new IOException("it hangs")));
        assertEquals("java.io.IOException", FileTrouble.text(new IOException()));
    }
}
