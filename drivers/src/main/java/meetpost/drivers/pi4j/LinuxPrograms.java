package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Programs;

/**
 * Runs programs as the user that we are, each in a session of its own, so that all that it starts
 * can be found and ended.
 */
final class LinuxPrograms implements Programs {

    /** Of util-linux: begins a session and becomes the program, with the same process id. */
    private static final String SETSID = "/usr/bin/setsid";

    /** For what was written before it was killed. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final Path PROC = Path.of("/proc");

    /** Of ours it learns nothing else: secrets may be there, and systemd's watchdog. */
    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ");

    @Override
    public byte[] run(List<String> command, Duration timeout, int most)
            throws IOException, InterruptedException {
        int user = (Integer) Files.getAttribute(PROC.resolve("self"), "unix:uid");
        TrustedFile program = TrustedFile.of(Path.of(command.get(0)), user);
        Process process = start(program, command);
        var session = new ProcessSession(PROC, process.pid());
        var output = new CompletableFuture<byte[]>();
        var tooMuch = new CompletableFuture<Boolean>();
        Thread reader = new Thread(() -> read(process, most, output, tooMuch), "program-output");
        reader.setDaemon(true);
        reader.start();
        try {
            CompletableFuture.anyOf(process.onExit(), tooMuch)
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BusException(
                    NO_ANSWER,
                    "%s has not ended after %s s"
                            .formatted(program.path(), timeout.toMillis() / 1000.0));
        } catch (ExecutionException e) {
            throw new BusException(BUS, program.path() + ": " + e.getMessage(), e);
        } finally {
            // Of the handle: the process's own also closes what it has printed.
            process.toHandle().destroyForcibly();
            boolean unused = session.kill();
        }
        return output(program, process, output, most);
    }

    /** Nobody is left who could write more. */
    private static byte[] output(
            TrustedFile program, Process process, CompletableFuture<byte[]> output, int most)
            throws IOException, InterruptedException {
        byte[] all;
        try {
            all = output.get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BusException(
                    BUS, program.path() + " has left something behind that goes on writing", e);
        } catch (ExecutionException e) {
            throw new BusException(BUS, program.path() + ": " + e.getMessage(), e);
        }
        if (all.length > most) {
            throw new BusException(
                    BUS, "%s writes more than %s bytes".formatted(program.path(), most));
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new BusException(
                    BUS, "%s ended with exit code %s, expected 0".formatted(program.path(), code));
        }
        return all;
    }

    private static Process start(TrustedFile program, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(SETSID);
        all.add(program.path().toString());
        all.addAll(command.subList(1, command.size()));
        var builder =
                new ProcessBuilder(all)
                        .directory(new File("/"))
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(PASSED_ON);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BusException(NO_ANSWER, program.path() + ": " + e.getMessage(), e);
        }
    }

    /** On a thread of its own, for what it waits for may never come. */
    private static void read(
            Process process,
            int most,
            CompletableFuture<byte[]> output,
            CompletableFuture<Boolean> tooMuch) {
        try (InputStream in = process.getInputStream()) {
            byte[] all = in.readNBytes(most + 1);
            output.complete(all);
            if (all.length > most) {
                tooMuch.complete(true);
            }
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }
}
