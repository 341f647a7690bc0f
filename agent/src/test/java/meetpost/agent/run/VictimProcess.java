package meetpost.agent.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;

/** A process of {@link VictimSubcommand}, watched as systemd does. */
record VictimProcess(String thread, Path directory, int port, Process process) {

    private static final int BOUND_SECONDS = 60;

    static VictimProcess start(Path directory, String thread, String mishap) throws IOException {
        Files.createDirectories(directory);
        int port;
        try (var any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        Path notify = directory.resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$*\" >>" + directory + "/fed\n");
        assertTrue(notify.toFile().setExecutable(true));
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "meetpost.agent.Main",
                        "victim",
                        String.valueOf(port),
                        directory.toString(),
                        thread,
                        mishap);
        builder.environment().merge("PATH", directory.toString(), (old, ours) -> ours + ":" + old);
        builder.environment().put("NOTIFY_SOCKET", "/nowhere");
        builder.environment().put("WATCHDOG_USEC", "900000");
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("out").toFile());
        return new VictimProcess(thread, directory, port, builder.start());
    }

    /** So that its broker has something to tell. */
    void speakNonsenseToItsBroker() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(new byte[] {0, 0, 0, 0});
        }
    }

    /** What systemd was told, a line each time. */
    List<String> fed() throws IOException {
        Path file = directory.resolve("fed");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    String output() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitOutput(String part) throws InterruptedException {
        long end = Ticks.REAL.now() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!output().contains(part)) {
            assertTrue(
                    Ticks.REAL.now() - end < 0 && process.isAlive(),
                    () -> thread + " does not say \"" + part + "\": " + output());
            Ticks.REAL.until(Ticks.REAL.now() + TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Its exit code. */
    int awaitEnd() throws InterruptedException {
        assertTrue(
                process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS),
                () -> thread + " does not end: " + output());
        return process.exitValue();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }
}
