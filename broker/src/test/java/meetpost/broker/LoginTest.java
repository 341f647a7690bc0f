package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.access.PasswordHash;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User names and passwords. */
class LoginTest {

    private static final String CONNECT_KELDER =
            "10 1B 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 06 'kelder' 00 04 ";

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void writesAPassword() throws IOException {
        file = directory.resolve("broker-passwords");
        new PasswordFile(file).put("kelder", "nat!".toCharArray());
    }

    @Test
    void letsTheRightPasswordIn() throws Exception {
        try (var broker = broker(false);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_KELDER + "'nat!'").expect("20 02 00 00");
        }
    }

    /** Return code 5, as Mosquitto: what follows it in the same segment is not looked at. */
    @Test
    void refusesAWrongPassword() throws Exception {
        try (var broker = broker(false);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_KELDER + "'droo' C0 00").expect("20 02 00 05").expectClosed();
        }
    }

    @Test
    void refusesAnUnknownUserWithTheSameWords() throws Exception {
        try (var broker = broker(false);
                var client = new RawClient(broker.port())) {
            client.send("10 1B 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 06 'zolder' 00 04 'nat!'")
                    .expect("20 02 00 05")
                    .expectClosed();
        }
    }

    @Test
    void refusesAnEmptyPasswordEvenIfItIsTheRightOne() throws Exception {
        new PasswordFile(file).put("kelder", new char[0]);
        try (var broker = broker(false);
                var client = new RawClient(broker.port())) {
            client.send("10 17 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 06 'kelder' 00 00")
                    .expect("20 02 00 05")
                    .expectClosed();
        }
    }

    @Test
    void refusesAnonymousClientsUnlessTheyAreAllowed() throws Exception {
        try (var closed = broker(false);
                var open = broker(true);
                var refused = new RawClient(closed.port());
                var taken = new RawClient(open.port())) {
            refused.sendBytes(RawClient.connect("a", 0x02)).expect("20 02 00 05").expectClosed();
            taken.sendBytes(RawClient.connect("a", 0x02)).expect("20 02 00 00");
        }
    }

    /** What a client sends right behind CONNECT waits until its password has been looked at. */
    @Test
    void servesWhatCameInTheSameSegmentAsConnect() throws Exception {
        try (var broker = broker(false);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_KELDER + "'nat!' 82 06 00 01 00 01 't' 00 30 03 00 01 't'")
                    .expect("20 02 00 00")
                    .expect("90 03 00 01 00")
                    .expect("30 03 00 01 't'");
        }
    }

    @Test
    void countsAChangedFileFromTheNextLoginOn() throws Exception {
        try (var broker = broker(false);
                var before = new RawClient(broker.port());
                var after = new RawClient(broker.port())) {
            before.send(CONNECT_KELDER + "'nat!'").expect("20 02 00 00");
            new PasswordFile(file).put("kelder", "droo".toCharArray());

            after.send(CONNECT_KELDER + "'droo'").expect("20 02 00 00");
        }
    }

    /** CONNECT in two segments too: what was read before is not read twice. */
    @Test
    void hashesAPasswordThatWasRightNoSecondTime() throws Exception {
        try (var broker = broker(false)) {
            for (int i = 0; i < 3; i++) {
                try (var client = new RawClient(broker.port())) {
                    client.send("10 1B 00 04 4D 51 54 54 04 C2 00 00 00 01 'a' 00 06 'kel'");
                    client.send("'der' 00 04 'nat!' C0 00").expect("20 02 00 00 D0 00");
                }
            }

            assertEquals(1, broker.metrics().passwordsHashed());
        }
    }

    @Test
    void servesOthersWhilePasswordsAreHashed() throws Exception {
        try (var broker = broker(true);
                var other = RawClient.connected(broker.port(), "other")) {
            for (int i = 0; i < 20; i++) {
                new RawClient(broker.port()).send(CONNECT_KELDER + "'droo'");
            }

            other.expectNothing();

            assertEquals(1, broker.metrics().clients());
        }
    }

    @Test
    void saysNoPasswordInItsEvents() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        try (var broker = Broker.start(settings(false), events::add);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_KELDER + "'droo'").expect("20 02 00 05").expectClosed();
        }

        assertTrue(events.stream().anyMatch(text -> text.contains("user kelder")), "" + events);
        assertFalse(events.stream().anyMatch(text -> text.contains("droo")), "" + events);
    }

    @Test
    void keepsOnlyASaltedHash() throws Exception {
        new PasswordFile(file).put("zolder", "nat!".toCharArray());

        List<String> lines = Files.readAllLines(file);

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("kelder:$pbkdf2-sha512$25000$"), lines.get(0));
        assertFalse(lines.get(0).contains("nat!"));
        assertFalse(lines.get(1).endsWith(lines.get(0).substring(30)));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /** Made by Python: hashlib.pbkdf2_hmac('sha512', b'nat!', b'0123456789abcdef', 1000, 32). */
    @Test
    void readsAHashOfAnotherMaker() {
        PasswordHash hash =
                PasswordHash.parse(
                        "$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$r3s1zKzU/NdtaTMMdDHxnQtOyatVkj76Bngd++oZ/RA=");

        assertTrue(hash.matches("nat!".toCharArray()));
        assertFalse(hash.matches("nat?".toCharArray()));
    }

    private Broker broker(boolean anonymous) throws IOException {
        return Broker.start(settings(anonymous));
    }

    private BrokerSettings settings(boolean anonymous) {
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                .with(new Access(anonymous, Optional.of(file), Map.of(), List.of()));
    }
}
