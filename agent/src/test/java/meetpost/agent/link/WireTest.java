package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and WebSocket, against a real Mosquitto with certificates that openssl made. */
class WireTest {

    @TempDir private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        var certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.authority("o");
        certificates.signed("server", "IP:127.0.0.1,DNS:localhost");
        certificates.signed("other-host", "DNS:elsewhere.example");
        certificates.expired("expired", "IP:127.0.0.1");
        certificates.signed("client", "DNS:kelder-pi");
    }

    @Test
    void overWebSocket() throws Exception {
        int port = Mosquitto.freePort();
        try (var broker = webSocket(port, "");
                TestAgent agent = agent(settings("ws", port, "ca", false))) {
            agent.awaitConnected();
            agent.read();
            agent.awaitDelivered();
            assertTrue(broker.port() > 0);
        }
    }

    /** Frames of more than 125 and of more than 65 535 bytes, to us, and from us. */
    @Test
    void overWebSocketWithLargeMessages() throws Exception {
        int port = Mosquitto.freePort();
        try (var broker = webSocket(port, "");
                TestAgent agent = agent(settings("ws", port, "ca", false));
                var observer = new Observer(broker.port(), "#")) {
            agent.awaitConnected();
            String large = "x".repeat(60_000);
            agent.link().publisher().state("actuatoren/pomp", large, 1);
            Eventually.within(
                    10, "what we sent", () -> observer.last("actuatoren/pomp").equals(large));

            Observer.publish(broker.port(), TestAgent.SET, large);
            Observer.publish(broker.port(), TestAgent.SET, "x".repeat(100_000));
            Observer.publish(broker.port(), TestAgent.SET, "ON");

            Eventually.within(10, "three commands", () -> agent.inbox().size() == 3);
            assertEquals(
                    List.of(
                            "actuatoren/pomp/set " + large,
                            "actuatoren/pomp/set TOO-LARGE",
                            "actuatoren/pomp/set ON"),
                    agent.inbox());
        }
    }

    @Test
    void overTls() throws Exception {
        try (var broker = tls("server", "");
                TestAgent agent = agent(settings("mqtts", broker.port(), "ca", false))) {
            agent.awaitConnected();
            agent.read();
            agent.awaitDelivered();
        }
    }

    @Test
    void overWebSocketOverTls() throws Exception {
        int port = Mosquitto.freePort();
        try (var broker = webSocket(port, certified("server"));
                TestAgent agent = agent(settings("wss", port, "ca", false))) {
            agent.awaitConnected();
            agent.read();
            agent.awaitDelivered();
            assertTrue(broker.port() > 0);
        }
    }

    @Test
    void overTlsWithACertificateOfOurOwn() throws Exception {
        try (var broker = tls("server", "require_certificate true\n");
                TestAgent agent = agent(settings("mqtts", broker.port(), "ca", true))) {
            agent.awaitConnected();
        }
    }

    /** With TLS 1.3 the refusal comes when the handshake is over for us. */
    @Test
    void withoutACertificateWhereOneIsRequired() throws Exception {
        try (var broker = tls("server", "require_certificate true\n")) {
            String words = problem(settings("mqtts", broker.port(), "ca", false));

            assertTrue(words.startsWith("TLS with 127.0.0.1"), words);
            assertTrue(words.contains("certificate"), words);
        }
    }

    @Test
    void aCertificateForAnotherHost() throws Exception {
        try (var broker = tls("other-host", "")) {
            String words = problem(settings("mqtts", broker.port(), "ca", false));

            assertTrue(words.contains("its certificate is for another name"), words);
        }
    }

    /** By name Java would take the common name instead. */
    @Test
    void aCertificateWithoutNamesIsRefusedWithTheLineThatMakesOne() throws Exception {
        openssl(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout"
                        + " nameless.key -out nameless.pem");
        for (String host : List.of("localhost", "127.0.0.1")) {
            try (var broker = tls("nameless", "")) {
                MqttSettings settings = settings("mqtts", host, broker.port(), "nameless", false);
                LinkProblem problem = troubleOf(settings);

                assertEquals(
                        "TLS with %s:%d failed: its certificate has no subject alternative name, where the names are that it is for"
                                .formatted(host, broker.port()),
                        problem.sentence());
                String advice = problem.advice().get(0);
                openssl(advice.substring(advice.indexOf("openssl")));
            }
            try (var broker = tls("broker", "");
                    TestAgent agent =
                            agent(settings("mqtts", host, broker.port(), "broker", false))) {
                agent.awaitConnected();
            }
        }
    }

    @Test
    void aKeyThatIsAnothersIsNamedAndTheBrokerNotAskedForEver() throws Exception {
        try (var broker = tls("server", "require_certificate true\n")) {
            var mixed =
                    new MqttSettings(
                            List.of(URI.create("mqtts://127.0.0.1:" + broker.port())),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(directory.resolve("ca.pem")),
                            Optional.of(directory.resolve("client.pem")),
                            Optional.of(directory.resolve("server.key")),
                            Duration.ofSeconds(30),
                            "");

            String words = problem(mixed);

            assertTrue(words.contains("server.key is not the key of"), words);
        }
    }

    /** The broker hangs up when the handshake is over for us. */
    @Test
    void aCertificateOfOursThatTheBrokerDoesNotTrust() throws Exception {
        openssl(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout"
                        + " stranger.key -out stranger.pem");
        try (var broker = tls("server", "require_certificate true\n")) {
            var stranger =
                    new MqttSettings(
                            List.of(URI.create("mqtts://127.0.0.1:" + broker.port())),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(directory.resolve("ca.pem")),
                            Optional.of(directory.resolve("stranger.pem")),
                            Optional.of(directory.resolve("stranger.key")),
                            Duration.ofSeconds(30),
                            "");

            LinkProblem problem = troubleOf(stranger);

            // Which of three ways it takes is a matter of who is quicker.
            String words = problem.toString();
            assertTrue(words.contains("127.0.0.1:" + broker.port()), words);
            assertTrue(words.contains("client-certificate-file"), words);
        }
    }

    @Test
    void aCertificateThatHasExpired() throws Exception {
        try (var broker = tls("expired", "")) {
            String words = problem(settings("mqtts", broker.port(), "ca", false));

            assertTrue(words.contains("its certificate has expired, by this board's clock"), words);
        }
    }

    @Test
    void aCertificateThatNobodySigned() throws Exception {
        try (var broker = tls("server", "")) {
            String words = problem(settings("mqtts", broker.port(), "o", false));

            assertTrue(words.contains("signed by nobody whom we trust"), words);
        }
    }

    @Test
    void tlsWhereNoneIsSpoken() throws Exception {
        try (var broker = Mosquitto.start()) {
            String words = problem(settings("mqtts", broker.port(), "ca", false));

            assertTrue(words.contains("TLS with 127.0.0.1:" + broker.port() + " failed"), words);
        }
    }

    @Test
    void aWebSocketWhereNoneIsSpoken() throws Exception {
        try (var broker = Mosquitto.start()) {
            String words = problem(settings("ws", broker.port(), "ca", false));

            assertTrue(words.contains("WebSocket"), words);
        }
    }

    @Test
    void aFileThatIsNoCertificate() throws Exception {
        Files.writeString(directory.resolve("no.pem"), "hello");
        try (var broker = tls("server", "")) {
            String words = problem(settings("mqtts", broker.port(), "no", false));

            assertTrue(words.contains("no.pem"), words);
        }
    }

    private static Mosquitto tls(String certificate, String more) throws Exception {
        return Mosquitto.with("allow_anonymous true\n" + certified(certificate) + more);
    }

    /** Beside a plain listener: with none, Mosquitto 2.0.11 does not start. */
    private static Mosquitto webSocket(int port, String more) throws Exception {
        return Mosquitto.with(
                "allow_anonymous true\nlistener %d 127.0.0.1\nprotocol websockets\n%s"
                        .formatted(port, more));
    }

    private static String certified(String name) {
        return "cafile %s\ncertfile %s\nkeyfile %s\n"
                .formatted(
                        directory.resolve("ca.pem"),
                        directory.resolve(name + ".pem"),
                        directory.resolve(name + ".key"));
    }

    private static MqttSettings settings(String scheme, int port, String ca, boolean ours) {
        return settings(scheme, "127.0.0.1", port, ca, ours);
    }

    private static MqttSettings settings(
            String scheme, String host, int port, String ca, boolean ours) {
        return new MqttSettings(
                List.of(URI.create(scheme + "://" + host + ":" + port)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(directory.resolve(ca + ".pem")),
                Optional.of(directory.resolve("client.pem")).filter(file -> ours),
                Optional.of(directory.resolve("client.key")).filter(file -> ours),
                Duration.ofSeconds(30),
                "");
    }

    private static TestAgent agent(MqttSettings settings) {
        return new TestAgent(TestAgent.settings(settings), "one");
    }

    private static void openssl(String line) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-ec", line + "; chmod 644 *.key")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("openssl.log").toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), line);
    }

    private static String problem(MqttSettings settings) {
        return troubleOf(settings).sentence();
    }

    private static LinkProblem troubleOf(MqttSettings settings) {
        var options = new LinkOptions(settings, "meetpost-test", Optional.empty(), List.of());
        BrokerTarget target = options.targets().get(0);
        var dialler = new Dialler(options.tls(), Optional.empty(), Ticks.REAL);
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                dialler.dial(
                                        target, options.hello(), new SilentListener(), () -> {}));
        return LinkProblem.of(target, Optional.empty(), thrown);
    }
}
