package meetpost.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the process when one of its threads hangs or dies: seen from outside. */
class ThreadMishapTest {

    @TempDir Path directory;

    private Process process;
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (var any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "sensor-watch, the sampler hangs",
        "commands, the command desk hangs",
        "link, the link hangs",
        "courier, the link hangs",
        "broker, the broker hangs"
    })
    void aThreadThatHangsIsNamedAndNobodyFeedsTheWatchdogAnyMore(String thread, String said)
            throws Exception {
        start(thread, "hangs");
        awaitOutput("well until now");
        speakNonsenseToTheBroker();

        awaitOutput(said);

        String last = fed().get(fed().size() - 1);
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end: " + output());
        assertEquals(
                List.of("STOPPING=1"), fed().subList(fed().lastIndexOf(last) + 1, fed().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor-processor", "sensor-watch", "commands", "link", "courier"})
    void aThreadThatDiesEndsTheProcessAndIsNamed(String thread) throws Exception {
        start(thread, "dies");

        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end: " + output());

        assertEquals(1, process.exitValue(), output());
        assertTrue(output().contains("the thread " + thread + " has died"), output());
        assertTrue(output().contains("StackOverflowError: as deep as it goes"), output());
    }

    private void start(String thread, String mishap) throws IOException {
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
        process = builder.start();
    }

    private void awaitOutput(String part) throws Exception {
        try {
            Eventually.eventually(part, () -> output().contains(part));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + output(), e);
        }
    }

    /** So that it has something to tell. */
    private void speakNonsenseToTheBroker() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(new byte[] {0, 0, 0, 0});
        }
    }

    private List<String> fed() throws IOException {
        Path file = directory.resolve("fed");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
