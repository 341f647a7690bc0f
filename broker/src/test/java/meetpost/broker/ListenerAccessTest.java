package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.ListenerAccess;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each listener with its own guard: open on loopback, passwords on the LAN, certificates on TLS.
 */
class ListenerAccessTest {

    private static final String ANN_PUBLISHES =
            "10 17 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 03 'ann' 00 03 'pw1'";

    @TempDir static Path directory;

    private static Keys keys;

    @BeforeAll
    static void makesKeys() throws Exception {
        keys = new Keys(directory);
        keys.authority("ca");
        keys.certificate("server", "ca", "localhost");
        keys.certificate("ann", "ca", "ann");
        keys.certificate("bob", "ca", "bob");
        Files.writeString(directory.resolve("index"), "");
        Files.writeString(directory.resolve("crlnumber"), "01");
        Files.writeString(
                directory.resolve("ca.cnf"),
                """
                [ca]
                default_ca = one
                [one]
                database = index
                crlnumber = crlnumber
                default_md = sha256
                default_crl_days = 30
                """);
    }

    @Test
    void isDifferentAtEachListener() throws Exception {
        Path passwords = directory.resolve("passwords");
        new PasswordFile(passwords).put("ann", "pw1".toCharArray());
        var lan =
                new Access(
                        false,
                        Optional.of(passwords),
                        Map.of("ann", new Access.Rule(List.of(), List.of("lan"))),
                        List.of());
        var certified =
                new Access(
                        false,
                        Optional.empty(),
                        Map.of("ann", new Access.Rule(List.of(), List.of("tls"))),
                        List.of());
        try (var broker =
                Broker.start(
                        settings(
                                new ListenerAccess(Access.OPEN, Optional.empty()),
                                new ListenerAccess(lan, Optional.empty()),
                                new ListenerAccess(
                                        certified, Optional.of(tls(Optional.empty())))))) {
            int open = broker.listeners().get(0).getPort();
            int asks = broker.listeners().get(1).getPort();
            int secure = broker.listeners().get(2).getPort();
            try (var watcher = RawClient.connected(open, "w");
                    var none = new RawClient(asks);
                    var ann = new RawClient(asks);
                    SSLSocket card = keys.socket(secure, "ca", "ann")) {
                watcher.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");
                none.sendBytes(RawClient.connect("n", 2)).expect("20 02 00 05").expectClosed();

                ann.send(ANN_PUBLISHES).expect("20 02 00 00");
                ann.send("30 06 00 03 'lan' '1' 30 06 00 03 'tls' '1'").expectNothing();
                watcher.expect("30 06 00 03 'lan' '1'").expectNothing();

                assertEquals("20020000", Keys.exchange(card, RawClient.connect("t", 2)));
                byte[] both = RawClient.bytes("30 06 00 03 'lan' '2' 30 06 00 03 'tls' '2' C0 00");
                card.getOutputStream().write(both);
                assertEquals(0xD0, card.getInputStream().read());
                watcher.expect("30 06 00 03 'tls' '2'").expectNothing();
            }
        }
    }

    @Test
    void refusesARevokedCertificateFromTheReloadOn() throws Exception {
        keys.openssl("ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.pem -out list.pem");
        Path list = directory.resolve("list.pem");
        var access = new Access(false, Optional.empty(), Map.of(), List.of());
        var settings =
                new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0")))
                        .with(access)
                        .with(tls(Optional.of(list)));
        try (var broker = Broker.start(settings)) {
            connects(broker, "ann");
            connects(broker, "bob");

            keys.openssl("ca -config ca.cnf -keyfile ca.key -cert ca.pem -revoke bob.pem");
            keys.openssl("ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.pem -out list.pem");
            broker.reload(settings);

            connects(broker, "ann");
            assertThrows(IOException.class, () -> connects(broker, "bob"));

            Files.writeString(list, "nothing");
            var thrown = assertThrows(IOException.class, () -> broker.reload(settings));
            assertTrue(thrown.getMessage().contains("list.pem"), thrown.getMessage());
            connects(broker, "ann");
        }
    }

    private static void connects(Broker broker, String name) throws Exception {
        try (SSLSocket socket = keys.socket(broker.port(), "ca", name)) {
            String connack = Keys.exchange(socket, RawClient.connect(name, 2));
            if (connack.isEmpty()) {
                throw new IOException("closed");
            }
            assertEquals("20020000", connack);
        }
    }

    private static TlsSettings tls(Optional<Path> list) {
        return new TlsSettings(
                directory.resolve("server.pem"),
                directory.resolve("server.key"),
                Optional.of(directory.resolve("ca.pem")),
                list);
    }

    private static BrokerSettings settings(ListenerAccess... guards) {
        return new BrokerSettings(
                        List.of(
                                URI.create("mqtt://127.0.0.1:0"),
                                URI.create("mqtt://localhost:0"),
                                URI.create("mqtts://127.0.0.1:0")))
                .with(List.of(guards));
    }
}
