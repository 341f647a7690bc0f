package meetpost.drivers.pi4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of this machine, run as a sensor is asked. */
class LinuxProgramsTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MOST = 1000;

    @TempDir Path directory;

    private final Programs programs = new LinuxPrograms();
    private Path program;

    @BeforeEach
    void onlyOursMayWrite() throws Exception {
        mode(directory, "rwxr-xr-x");
        program = directory.resolve("reading");
    }

    @Test
    void giveWhatTheyPrint() throws Exception {
        write("echo 21.5; echo trouble >&2");

        assertEquals("21.5\n", run(LONG));
    }

    /** No shell sees them. */
    @Test
    void haveTheirArgumentsAsTheyAre() throws Exception {
        write("printf '%s,' \"$@\"");

        assertEquals("a b,$HOME,;id,*,,", run(LONG, "a b", "$HOME", ";id", "*", ""));
    }

    @Test
    void learnNothingOfWhatIsOurs() throws Exception {
        write("env | sed 's/=.*//' | sort | tr '\\n' ' '; cat; pwd");

        String seen = run(LONG);
        List<String> names = List.of(seen.split(" "));
        assertTrue(seen.endsWith("/\n"), seen);
        // The last four are what a shell sets itself.
        assertTrue(
                List.of(
                                "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "PWD",
                                "OLDPWD", "SHLVL", "_", "/\n")
                        .containsAll(names),
                seen);
    }

    @Test
    void failByTheirExitCode() throws Exception {
        write("echo 21.5; exit 3");

        BusException thrown = refused(LONG);
        assertEquals(BusException.Kind.BUS, thrown.kind());
        assertEquals(program + " ended with exit code 3, expected 0", thrown.getMessage());
    }

    @Test
    void areKilledWhereTheyDoNotEnd() throws Exception {
        write("echo $$ > pid; mv pid here; sleep 1000");

        BusException thrown = killedAfterItHasBegun();
        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertTrue(
                thrown.getMessage().matches(program + " has not ended after [0-9]+\\.0 s"),
                thrown.getMessage());
        assertDead();
    }

    @Test
    void areKilledWithAllThatTheyStarted() throws Exception {
        write("(sleep 1000 & echo $! > pid; mv pid here; sleep 1000) & sleep 1000");

        assertEquals(BusException.Kind.NO_ANSWER, killedAfterItHasBegun().kind());
        assertDead();
    }

    /** Whoever still has its output open is not waited for. */
    @Test
    void haveEndedWhenTheyHaveWhateverTheyStarted() throws Exception {
        write("sleep 1000 & echo $! > pid; mv pid here; (sleep 1000 & sleep 1000) & echo 7");

        assertEquals("7\n", run(LONG));
        assertDead();
    }

    /** It has closed its output and ended; what it left behind would gather. */
    @Test
    void leaveNothingBehindWhenTheyHaveEnded() throws Exception {
        write("sleep 1000 >/dev/null & echo $! > pid; mv pid here; echo 7");

        assertEquals("7\n", run(LONG));
        assertDead();
    }

    @Test
    void areKilledWhereTheyPrintWithoutEnd() throws Exception {
        write("echo $$ > pid; mv pid here; yes");

        BusException thrown = refused(LONG);
        assertEquals(BusException.Kind.BUS, thrown.kind());
        assertEquals(program + " writes more than 1000 bytes", thrown.getMessage());
        assertDead();
    }

    @Test
    void mayPrintSoMuch() throws Exception {
        write("head -c 1000 /dev/zero");

        assertEquals(1000, run(LONG).length());
    }

    @Test
    void areThere() {
        BusException thrown = refused(LONG);
        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertEquals("there is no " + program, thrown.getMessage());
    }

    @Test
    void areNoDirectories() throws Exception {
        Files.createDirectory(program);

        assertEquals(program + " is no file, expected a program", refused(LONG).getMessage());
    }

    @Test
    void mayBeExecuted() throws Exception {
        write("echo 7");
        mode(program, "rw-r--r--");

        BusException thrown = refused(LONG);
        assertEquals(BusException.Kind.PERMISSION, thrown.kind());
        assertEquals(
                "we may not execute %1$s; chmod a+x %1$s".formatted(program), thrown.getMessage());
    }

    @Test
    void areWrittenByNobodyElse() throws Exception {
        write("echo 7");
        mode(program, "rwxrwxr-x");

        BusException thrown = refused(LONG);
        assertEquals(BusException.Kind.PERMISSION, thrown.kind());
        assertEquals(
                "others than its owner may write %1$s (mode 775); sudo chmod go-w %1$s"
                        .formatted(program),
                thrown.getMessage());
    }

    @Test
    void areInADirectoryThatNobodyElseWrites() throws Exception {
        write("echo 7");
        mode(directory, "rwxr-xrwx");

        assertEquals(
                "others than its owner may write %1$s (mode 757); sudo chmod go-w %1$s"
                        .formatted(directory),
                refused(LONG).getMessage());
    }

    @Test
    void areInADirectoryThatNobodyElseCanExchange() throws Exception {
        Path below = Files.createDirectory(directory.resolve("below"));
        mode(below, "rwxr-xr-x");
        program = below.resolve("reading");
        write("echo 7");
        mode(directory, "rwxrwxr-x");

        assertEquals(BusException.Kind.PERMISSION, refused(LONG).kind());
    }

    /** What a link leads to is what counts. */
    @Test
    void areWhatALinkLeadsTo() throws Exception {
        write("echo 7");
        Path link = Files.createSymbolicLink(directory.resolve("link"), program);
        mode(program, "rwxrwxrwx");

        assertEquals(
                BusException.Kind.PERMISSION,
                assertThrows(
                                BusException.class,
                                () -> programs.run(List.of(link.toString()), LONG, MOST))
                        .kind());
    }

    @Test
    void belongToRootOrToUs() throws Exception {
        write("echo 7");
        int ours = (Integer) Files.getAttribute(program, "unix:uid");

        assertEquals(program.toRealPath(), TrustedFile.of(program, ours).path());
        if (ours != 0) {
            assertThrows(BusException.class, () -> TrustedFile.of(program, ours + 1));
        } else {
            Files.setAttribute(program, "unix:uid", 12_345);
            BusException thrown =
                    assertThrows(BusException.class, () -> TrustedFile.of(program, 12_346));
            assertEquals(
                    "%1$s belongs to user 12345, expected root or user 12346; sudo chown root %1$s"
                            .formatted(program),
                    thrown.getMessage());
            assertEquals(program.toRealPath(), TrustedFile.of(program, 12_345).path());
        }
    }

    @Test
    void areNoFileThatTheKernelCannotRun() throws Exception {
        Files.writeString(program, "#!/missing/interpreter\n");
        mode(program, "rwxr-xr-x");

        assertEquals(BusException.Kind.BUS, refused(LONG).kind());
    }

    private void write(String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\ncd " + directory + "\n" + script + "\n");
        if (script.endsWith("pwd")) {
            Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        }
        mode(program, "rwxr-xr-x");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private String run(Duration timeout, String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
        return new String(programs.run(command, timeout, MOST), UTF_8);
    }

    private BusException refused(Duration timeout) {
        return assertThrows(BusException.class, () -> run(timeout));
    }

    /** However busy the machine is. */
    private BusException killedAfterItHasBegun() {
        for (int seconds = 1; ; seconds *= 2) {
            BusException thrown = refused(Duration.ofSeconds(seconds));
            if (Files.exists(directory.resolve("here"))) {
                return thrown;
            }
            assertTrue(seconds < 60, "it has not begun");
        }
    }

    /** The process whose id the script has written. */
    private void assertDead() throws IOException {
        long pid = Long.parseLong(Files.readString(directory.resolve("here")).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.ifPresent(each -> each.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        assertFalse(process.map(ProcessHandle::isAlive).orElse(false));
    }
}
