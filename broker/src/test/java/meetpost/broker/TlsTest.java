package meetpost.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mqtts} and client certificates; all keys are made by openssl for this run. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path directory;

    @BeforeAll
    static void makesKeys() throws Exception {
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca");
        certificate("server", "localhost");
        certificate("client", "kelder-pi");
        openssl(
                "pkcs12 -export -in client.pem -inkey client.key -out client.p12 -passout"
                        + " pass:changeit");
    }

    @Test
    void speaksTls12And13() throws Exception {
        try (var broker = broker(Optional.empty(), Access.OPEN)) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = socket(broker, version, false)) {
                    assertEquals("20020000", exchange(socket, RawClient.connect("a", 2)));
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
        }
    }

    /** RFC 6455 inside TLS: the upgrade, then CONNECT in a masked binary frame. */
    @Test
    void speaksWebSocketTooAsWss() throws Exception {
        var secure = settings(Optional.empty(), Access.OPEN);
        var listener = List.of(URI.create("wss://127.0.0.1:0"));
        try (var broker = Broker.start(secure.withListeners(listener));
                SSLSocket socket = socket(broker, "TLSv1.3", false)) {
            socket.getOutputStream()
                    .write(
                            """
                            GET /mqtt HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Upgrade: websocket\r
                            Connection: Upgrade\r
                            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Protocol: mqtt\r
                            \r
                            """
                                    .getBytes(US_ASCII));
            var head = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

            assertEquals("HTTP/1.1 101 Switching Protocols", head.readLine());
            for (String line = head.readLine(); !line.isEmpty(); ) {
                line = head.readLine();
            }
            byte[] unmasked = {0, 0, 0, 0};
            byte[] connect = RawClient.connect("a", 2);
            socket.getOutputStream()
                    .write(new byte[] {(byte) 0x82, (byte) (0x80 | connect.length)});
            socket.getOutputStream().write(unmasked);

            assertEquals("82042002", exchange(socket, connect));
        }
    }

    @Test
    void refusesTls11() throws Exception {
        try (var broker = broker(Optional.empty(), Access.OPEN);
                SSLSocket socket = socket(broker, "TLSv1.2", false)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    /** The common name of the certificate is the user: no password is asked for. */
    @Test
    void takesAClientCertificateForALogin() throws Exception {
        var access =
                new Access(
                        false,
                        Optional.empty(),
                        Map.of("kelder-pi", new Access.Rule(List.of("t"), List.of())),
                        List.of());
        var events = new LinkedBlockingQueue<String>();
        try (var broker =
                        Broker.start(
                                settings(Optional.of(directory.resolve("ca.pem")), access),
                                events::add);
                SSLSocket socket = socket(broker, "TLSv1.3", true)) {
            assertEquals("20020000", exchange(socket, RawClient.connect("a", 2)));

            assertTrue(events.take().endsWith("user kelder-pi"));
        }
    }

    /** Nobody borrows another's rules by a user name, nor loses its own by giving none. */
    @Test
    void believesTheCertificateAndNotTheUserName() throws Exception {
        var access =
                new Access(
                        true,
                        Optional.empty(),
                        Map.of(
                                "kelder-pi", new Access.Rule(List.of(), List.of("own")),
                                "admin", new Access.Rule(List.of(), List.of("pump"))),
                        List.of());
        var events = new LinkedBlockingQueue<String>();
        try (var broker =
                        Broker.start(
                                settings(Optional.of(directory.resolve("ca.pem")), access),
                                events::add);
                SSLSocket other = socket(broker, "TLSv1.3", true);
                SSLSocket same = socket(broker, "TLSv1.2", true);
                SSLSocket none = socket(broker, "TLSv1.3", true)) {
            String admin = "10 14 00 04 4D 51 54 54 04 82 00 00 00 01 'a' 00 05 'admin'";
            assertEquals("20020005", exchange(other, RawClient.bytes(admin)));
            assertEquals(-1, other.getInputStream().read());
            assertTrue(
                    String.valueOf(events.poll(30, SECONDS))
                            .endsWith("refused: its certificate is of kelder-pi, not of admin"));

            String own =
                    "10 19 00 04 4D 51 54 54 05 82 00 00 00 00 01 'b' 00 09 'kelder-pi'"
                            + " 32 09 00 03 'own' 00 01 00 '1' 32 0A 00 04 'pump' 00 02 00 '1'";
            same.getOutputStream().write(RawClient.bytes(own));
            var in = new DataInputStream(same.getInputStream());
            in.skipNBytes(1);
            in.skipNBytes(in.readUnsignedByte());
            assertEquals("4003000110" + "4003000287", HexFormat.of().formatHex(in.readNBytes(10)));

            assertEquals("20020000", exchange(none, RawClient.connect("c", 2)));
        }
    }

    @Test
    void refusesAClientWithoutTheCertificateItAsksFor() throws Exception {
        try (var broker = broker(Optional.of(directory.resolve("ca.pem")), Access.OPEN);
                SSLSocket socket = socket(broker, "TLSv1.2", false)) {
            assertThrows(IOException.class, socket::startHandshake);
        }
    }

    /** What it sent is no text for a log: with CONNECT comes its password. */
    @Test
    void closesAConnectionThatSpeaksNoTlsAndSaysSoWithoutItsBytes() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        try (var broker = Broker.start(settings(Optional.empty(), Access.OPEN), events::add);
                var plain = new RawClient(broker.port())) {
            plain.sendBytes(RawClient.connect("a", 2));

            assertTrue(plain.in().readAllBytes().length < 20, "a TLS alert at most");
            assertTrue(
                    String.valueOf(events.poll(10, SECONDS))
                            .endsWith(
                                    "it does not speak TLS, and this listener speaks nothing else"));
        }
    }

    @Test
    void namesTheKeyThatDoesNotFit() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.key"), "nothing");
        var tls = new TlsSettings(directory.resolve("server.pem"), broken, Optional.empty());
        var settings = new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0"))).with(tls);

        var thrown = assertThrows(IOException.class, () -> Broker.start(settings));

        assertTrue(thrown.toString().contains("broken.key"), thrown.toString());
    }

    private static Broker broker(Optional<Path> clientCa, Access access) throws IOException {
        return Broker.start(settings(clientCa, access));
    }

    private static BrokerSettings settings(Optional<Path> clientCa, Access access) {
        var tls =
                new TlsSettings(
                        directory.resolve("server.pem"), directory.resolve("server.key"), clientCa);
        return new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0")))
                .with(tls)
                .with(access);
    }

    private static String exchange(SSLSocket socket, byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
        byte[] answer = new DataInputStream(socket.getInputStream()).readNBytes(4);
        return HexFormat.of().formatHex(answer);
    }

    private static SSLSocket socket(Broker broker, String version, boolean withCertificate)
            throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(directory.resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve("client.p12"))) {
            own.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(
                withCertificate ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), broker.port());
        socket.setSoTimeout(60_000);
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private static void certificate(String file, String name) throws Exception {
        openssl(
                "req -newkey rsa:2048 -nodes -keyout %s.key -out %s.csr -subj /CN=%s"
                        .formatted(file, file, name));
        openssl(
                "x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out %s.pem -days 2"
                        .formatted(file, file));
    }

    private static void openssl(String arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
