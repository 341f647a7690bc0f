package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import meetpost.agent.announce.Place;
import meetpost.agent.watch.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateLockTest {

    @TempDir Path machine;

    @Test
    void isHeldByOneWhomTheSecondNames() throws Exception {
        Path state = machine.resolve("var/lib/meetpost");
        try (var lock = StateLock.take(state, run(4711))) {
            var thrown =
                    assertThrows(
                            AlreadyRunningException.class, () -> StateLock.take(state, run(4712)));

            assertEquals(
                    "another meetpost already runs on this board: process 4711 with"
                            + " /home/pi/my.yaml, which holds "
                            + state
                            + "; stop it first: sudo systemctl stop meetpost, or kill its process",
                    thrown.getMessage());
        }
        StateLock.take(state, run(4712)).close();
    }

    /** The kernel lets go of it, however the process ended. */
    @Test
    void isHeldAgainstAnotherProcessAndNotByOneThatWasKilled() throws Exception {
        Path file = machine.resolve("lock");
        var program =
                """
                import fcntl, sys, time
                f = open(sys.argv[1], "w")
                fcntl.lockf(f, fcntl.LOCK_EX)
                f.write("process 99 with /other.yaml\\n")
                f.flush()
                print("held", flush=True)
                time.sleep(600)
                """;
        Process holder =
                new ProcessBuilder("python3", "-c", program, file.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertEquals("held", holder.inputReader().readLine());

            var thrown =
                    assertThrows(
                            AlreadyRunningException.class, () -> StateLock.take(machine, run(1)));

            assertTrue(thrown.getMessage().contains("process 99 with /other.yaml"));
        } finally {
            holder.destroyForcibly();
            assertTrue(holder.waitFor(30, TimeUnit.SECONDS));
        }
        StateLock.take(machine, run(1)).close();
    }

    @Test
    void makesAStateDirectoryForItsOwnerAlone() throws Exception {
        Path state = machine.resolve("state");

        StateLock.take(state, run(1)).close();

        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    }

    @Test
    void neitherFollowsALinkNorWaitsForAFifo() throws Exception {
        Path precious = Files.writeString(machine.resolve("precious"), "kept");
        Path linked = Files.createDirectory(machine.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("lock"), precious);
        Path piped = Files.createDirectory(machine.resolve("piped"));
        Process made = new ProcessBuilder("mkfifo", piped.resolve("lock").toString()).start();
        assertTrue(made.waitFor(30, TimeUnit.SECONDS));

        assertThrows(IOException.class, () -> StateLock.take(linked, run(1)));
        assertThrows(IOException.class, () -> StateLock.take(piped, run(1)));
        assertEquals("kept", Files.readString(precious));
    }

    private static Instance run(long pid) {
        return new Instance(
                new RunningProcess(pid, 0),
                "run",
                "kelder-pi",
                "/home/pi/my.yaml",
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                new Watched("", List.of()),
                Place.usual("kelder-pi"));
    }
}
