package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import meetpost.agent.process.Machine;
import meetpost.agent.process.ReloadSignal;
import meetpost.agent.process.StopSignal;
import meetpost.broker.access.PasswordFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP for {@code meetpost broker}: whom it lets in changes, who is there stays. */
class BrokerReloadTest {

    /** MQTT 3.1.1, client a, user kelder, password nat!. */
    private static final String CONNECT =
            "101b00044d51545404c20000000161" + "00066b656c646572" + "00046e617421";

    @TempDir Path directory;

    private final ReloadSignal sighup = new ReloadSignal();
    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void readsItsFilesAgainAndKeepsItsConnections() throws Exception {
        int port = freePort();
        Path config = directory.resolve("broker.yaml");
        passwords("one", "nat!");
        passwords("other", "droog");
        write(config, port, "one");
        var ended = CompletableFuture.supplyAsync(() -> run(config));
        try (Socket before = login(port, "20020000")) {
            write(config, port, "other");
            sighup.raise();
            login(port, "20020005").close();

            Files.writeString(directory.resolve("broken"), "kelder:nonsense\n");
            write(config, port, "broken");
            sighup.raise();
            write(config, freePort(), "one");
            sighup.raise();
            Files.writeString(config, "broker: [");
            sighup.raise();
            login(port, "20020005").close();

            before.getOutputStream().write(HexFormat.of().parseHex("c000"));
            assertEquals("d000", HexFormat.of().formatHex(before.getInputStream().readNBytes(2)));
        } finally {
            stop.raise();
        }
        assertEquals(0, ended.get(60, TimeUnit.SECONDS), err.toString(UTF_8));
    }

    private int run(Path config) {
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        stop,
                        sighup,
                        Clock.systemUTC());
        return BrokerCommand.plain(machine, List.of("broker", "--config", config.toString()))
                .orElseThrow()
                .run();
    }

    private void write(Path config, int port, String passwords) throws IOException {
        Files.writeString(
                config,
                """
                broker:
                  listeners: ["mqtt://127.0.0.1:%d"]
                  data: %s
                  password-file: %s
                """
                        .formatted(port, directory.resolve("data"), directory.resolve(passwords)));
    }

    private void passwords(String file, String password) throws IOException {
        new PasswordFile(directory.resolve(file)).put("kelder", password.toCharArray());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits for the broker to listen. */
    private static Socket login(int port, String answer) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(HexFormat.of().parseHex(CONNECT));
                byte[] connack = socket.getInputStream().readNBytes(4);
                assertEquals(answer, HexFormat.of().formatHex(connack));
                return socket;
            } catch (IOException e) {
                assertTrue(System.nanoTime() < end, "the broker does not listen");
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }
}
