package meetpost.broker.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Mosquitto that has all topics in both directions with us, which loops unless the other side
 * keeps from a bridge what came from it: {@code try_private} before MQTT 5, No Local in it.
 */
class MosquittoBridgeTest {

    private static final int MESSAGES = 20;

    @TempDir Path directory;

    private final List<Process> processes = new ArrayList<>();
    private Broker broker;
    private int mosquitto;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            mosquitto = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        }
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"mqttv311, 0", "mqttv311, 1", "mqttv50, 1"})
    void neitherSideGetsAMessageTwice(String version, int qos) throws Exception {
        bridge(version, qos);
        try (BufferedReader here = subscribed(broker.port());
                BufferedReader there = subscribed(mosquitto)) {
            awaitBridge(here, there);

            for (int i = 0; i < MESSAGES; i++) {
                publish(broker.port(), "from-us-" + i, qos);
                assertEquals("t from-us-" + i, here.readLine());
                assertEquals("t from-us-" + i, there.readLine());
                publish(mosquitto, "from-them-" + i, qos);
                assertEquals("t from-them-" + i, there.readLine());
                assertEquals("t from-them-" + i, here.readLine());
            }
        }
    }

    private void bridge(String version, int qos) throws IOException {
        Path file = directory.resolve("mosquitto.conf");
        Files.writeString(
                file,
                """
                listener %s 127.0.0.1
                allow_anonymous true
                user root
                connection ours
                address 127.0.0.1:%s
                bridge_protocol_version %s
                try_private true
                topic t both %s
                """
                        .formatted(mosquitto, broker.port(), version, qos));
        run("mosquitto", "-c", file.toString());
        awaitPort(mosquitto);
    }

    /** The first messages are lost until both subscribers and both directions are there. */
    private void awaitBridge(BufferedReader here, BufferedReader there) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!there.ready() || !here.ready()) {
            assertTrue(System.nanoTime() < until, "the bridge does not come up");
            publish(broker.port(), "probe", 1);
        }
        publish(broker.port(), "begin", 1);
        passOver(here, "t begin");
        passOver(there, "t begin");
    }

    private static void passOver(BufferedReader lines, String last) throws IOException {
        String line = lines.readLine();
        while (!last.equals(line)) {
            line = String.valueOf(lines.readLine());
            assertTrue(!line.equals("null"), last);
        }
    }

    private BufferedReader subscribed(int port) throws Exception {
        String at = String.valueOf(port);
        return run("mosquitto_sub", "-h", "127.0.0.1", "-p", at, "-q", "1", "-t", "t", "-v")
                .inputReader(UTF_8);
    }

    private void awaitPort(int port) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertTrue(probe.isConnected());
                return;
            } catch (ConnectException e) {
                assertTrue(System.nanoTime() < until, "nobody listens on " + port);
            }
        }
    }

    private void publish(int port, String payload, int qos) throws Exception {
        Process publisher =
                run(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-q",
                        "" + qos,
                        "-t",
                        "t",
                        "-m",
                        payload);
        assertTrue(publisher.waitFor(60, TimeUnit.SECONDS));
    }

    private Process run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        processes.add(process);
        return process;
    }
}
