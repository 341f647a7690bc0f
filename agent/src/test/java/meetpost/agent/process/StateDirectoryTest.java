package meetpost.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    private static final Path NOWHERE = Path.of("/nonexistent/meetpost");

    @Test
    void isTheOneThatSystemdGives(@TempDir Path packaged) {
        assertEquals(
                Path.of("/var/lib/private/meetpost"),
                new StateDirectory(
                                Map.of(
                                        "STATE_DIRECTORY",
                                        "/var/lib/private/meetpost",
                                        "HOME",
                                        "/home/pi"),
                                "/home/pi",
                                packaged)
                        .path());
    }

    @Test
    void isThePackagesWhereThatMayBeWritten(@TempDir Path packaged) {
        assertEquals(packaged, path(Map.of("HOME", "/home/pi"), "/home/pi", packaged));
    }

    @Test
    void isTheUsersOwnOtherwise() {
        assertEquals(
                Path.of("/home/pi/.local/state/meetpost"), path(Map.of(), "/home/pi", NOWHERE));
        assertEquals(
                Path.of("/data/state/meetpost"),
                path(Map.of("XDG_STATE_HOME", "/data/state"), "/home/pi", NOWHERE));
    }

    /** Java says "?" of such a user, and a folder of that name stood in the current directory. */
    @Test
    void isUnderHomeForAUserWithoutAnEntryInPasswd() {
        assertEquals(
                Path.of("/srv/pi/.local/state/meetpost"),
                path(Map.of("HOME", "/srv/pi"), "?", NOWHERE));
    }

    @Test
    void isNeverRelative() {
        assertEquals(NOWHERE, path(Map.of("XDG_STATE_HOME", "state"), "?", NOWHERE));
        assertEquals(NOWHERE, path(Map.of("HOME", ""), "?", NOWHERE));
        assertEquals(NOWHERE, path(Map.of(), "?", NOWHERE));
    }

    private static Path path(Map<String, String> environment, String userHome, Path packaged) {
        return new StateDirectory(environment, userHome, packaged).path();
    }
}
