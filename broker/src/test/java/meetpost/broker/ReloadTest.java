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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, passwords and rules that are read again while connections stay. */
class ReloadTest {

    private static final String CONNECT_KELDER =
            "10 1B 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 06 'kelder' 00 04 'nat!'";

    @TempDir Path directory;

    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** What may not be read any more ends, the rest stays. */
    @Test
    void givesWhoIsConnectedTheRulesOfNow() throws Exception {
        var before = settings(rule(List.of("a/#", "b/#"), List.of("#")));
        var after = settings(rule(List.of("b/#"), List.of("b/#")));
        try (var broker = Broker.start(before, events::add);
                var client = new RawClient(broker.port())) {
            client.send("10 10 00 04 4D 51 54 54 04 82 00 00 00 01 'c' 00 01 'u'");
            client.expect("20 02 00 00").send("82 0E 00 01 00 03 'a/#' 00 00 03 'b/#' 00");
            client.expect("90 04 00 01 00 00").send("30 06 00 03 'a/x' '1'");
            client.expect("30 06 00 03 'a/x' '1'");

            broker.reload(after);

            client.send("30 06 00 03 'a/x' '2' 30 06 00 03 'b/x' '3'");
            client.expect("30 06 00 03 'b/x' '3'").expectNothing();
            client.send("82 08 00 02 00 03 'a/y' 00").expect("90 03 00 02 80");
            heard("client c may not be subscribed to a/# any more");
            heard("certificates, passwords and access rules have been read again");
        }
    }

    @Test
    void readsPasswordsFromAnotherFile() throws Exception {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        new PasswordFile(one).put("kelder", "nat!".toCharArray());
        new PasswordFile(other).put("zolder", "droog".toCharArray());
        try (var broker = Broker.start(settings(passwords(one)));
                var before = new RawClient(broker.port());
                var after = new RawClient(broker.port())) {
            before.send(CONNECT_KELDER).expect("20 02 00 00");

            broker.reload(settings(passwords(other)));

            before.expectNothing();
            after.send(CONNECT_KELDER).expect("20 02 00 05").expectClosed();
        }
    }

    @Test
    void changesNothingWhenAFileIsWrong() throws Exception {
        Path good = directory.resolve("good");
        Path bad = Files.writeString(directory.resolve("bad"), "kelder:nonsense\n");
        new PasswordFile(good).put("kelder", "nat!".toCharArray());
        var fresh =
                new Access(
                        true,
                        Optional.of(bad),
                        Map.of("kelder", new Access.Rule(List.of(), List.of())),
                        List.of());
        try (var broker = Broker.start(settings(passwords(good)));
                var client = new RawClient(broker.port());
                var anonymous = new RawClient(broker.port())) {
            var thrown = assertThrows(IOException.class, () -> broker.reload(settings(fresh)));

            assertTrue(thrown.getMessage().contains("bad:1: expected"), thrown.getMessage());
            client.send(CONNECT_KELDER).expect("20 02 00 00");
            client.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            anonymous.sendBytes(RawClient.connect("b", 2)).expect("20 02 00 05");
        }
    }

    /** As programs do that renew a certificate: the files have the same names. */
    @Test
    void showsANewCertificateToNewConnectionsOnly() throws Exception {
        var keys = new Keys(directory);
        keys.authority("ca");
        keys.certificate("one", "ca", "localhost");
        keys.certificate("two", "ca", "localhost");
        keys.copy("one", "server");
        var tls =
                new TlsSettings(
                        directory.resolve("server.pem"),
                        directory.resolve("server.key"),
                        Optional.empty());
        var settings = new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0"))).with(tls);
        try (var broker = Broker.start(settings);
                SSLSocket old = keys.socket(broker.port(), "ca")) {
            assertEquals("20020000", Keys.exchange(old, RawClient.connect("a", 2)));
            keys.copy("two", "server");
            broker.reload(settings);

            assertEquals("d000", Keys.exchange(old, RawClient.bytes("C0 00")));
            try (SSLSocket fresh = keys.socket(broker.port(), "ca")) {
                assertEquals("20020000", Keys.exchange(fresh, RawClient.connect("b", 2)));
                assertEquals(keys.read("two"), fresh.getSession().getPeerCertificates()[0]);
                assertEquals(keys.read("one"), old.getSession().getPeerCertificates()[0]);
            }

            Files.writeString(directory.resolve("server.key"), "nothing");
            var thrown = assertThrows(IOException.class, () -> broker.reload(settings));
            assertTrue(thrown.getMessage().contains("server.key"), thrown.getMessage());
            try (SSLSocket fresh = keys.socket(broker.port(), "ca")) {
                assertEquals("20020000", Keys.exchange(fresh, RawClient.connect("c", 2)));
            }
        }
    }

    private void heard(String event) throws InterruptedException {
        for (String next = ""; !next.equals(event); ) {
            next = String.valueOf(events.poll(30, TimeUnit.SECONDS));
            assertTrue(!next.equals("null"), event);
        }
    }

    private static Access rule(List<String> read, List<String> write) {
        return new Access(
                true, Optional.empty(), Map.of("u", new Access.Rule(read, write)), List.of());
    }

    private static Access passwords(Path file) {
        return new Access(false, Optional.of(file), Map.of(), List.of());
    }

    private static BrokerSettings settings(Access access) {
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(access);
    }
}
