package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers who take all connections, or all memory for them, keep nobody else out. */
class AdmissionTest {

    private static final String STRANGER = "127.0.0.2";
    private static final String FRIEND = "127.0.0.3";
    private static final String NEW = "20 02 00 00";
    private static final String KELDER =
            "10 1F 00 04 'MQTT' 04 C2 00 00 00 05 'board' 00 06 'kelder' 00 04 'nat!'";

    /** Made by Python: hashlib.pbkdf2_hmac('sha512', b'nat!', b'0123456789abcdef', 1000, 32). */
    private static final String PASSWORD =
            "kelder:$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$r3s1zKzU/NdtaTMMdDHxnQtOyatVkj76Bngd++oZ/RA=\n";

    @TempDir Path directory;

    private final List<RawClient> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawClient one : opened) {
            one.close();
        }
    }

    @Test
    void whoeverHasFewestConnectionsComesInWhereOneAddressHasThemAll() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTIONS, 4)) {
            List<RawClient> strangers = strangers(broker.port(), 4);
            strangers.get(0).expectNothing();

            RawClient friend = client(broker.port(), FRIEND);
            friend.sendBytes(RawClient.connect("f", 2)).expect(NEW);

            strangers.get(1).expectClosed();
            strangers.get(0).expectNothing();
            strangers.get(3).expectNothing();
            friend.expectNothing();
            broker.assertReached(1, Limit.CONNECTIONS);
            broker.assertHeard("others have fewer connections");
        }
    }

    @Test
    void whoeverHasMostIsRefusedAFurtherOne() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTIONS, 3)) {
            RawClient friend = client(broker.port(), FRIEND);
            friend.sendBytes(RawClient.connect("f", 2)).expect(NEW);
            List<RawClient> strangers = strangers(broker.port(), 2);

            client(broker.port(), STRANGER).sendBytes(RawClient.connect("x", 2)).expectClosed();

            friend.expectNothing();
            strangers.get(0).expectNothing();
            strangers.get(1).expectNothing();
        }
    }

    @Test
    void aUserComesInWhereAnonymousOnesOfItsAddressHaveAllConnections() throws Exception {
        Limits limits = Limits.defaults().with(Limit.CONNECTIONS, 4);
        try (var broker = withUsers(limits)) {
            List<RawClient> strangers = strangers(broker.port(), 4);

            client(broker.port(), STRANGER).send(KELDER).expect(NEW).expectNothing();

            strangers.get(0).expectClosed();
            strangers.get(3).expectNothing();
        }
    }

    @Test
    void aUserComesInWhereItsAddressHasFilledTheMemoryForConnections() throws Exception {
        Limits limits = Limits.defaults().with(Limit.MEMORY_SIZE, 600_000);
        try (var broker = withUsers(limits)) {
            int let = 0;
            byte[] connack = {0, 0, 0, 0};
            for (; connack.length == 4 && connack[3] == 0; let++) {
                RawClient stranger = client(broker.port(), STRANGER);
                stranger.sendBytes(RawClient.connect("s" + let, 2));
                connack = stranger.in().readNBytes(4);
            }
            assertTrue(let > 20, "let in: " + let);

            client(broker.port(), STRANGER).send(KELDER).expect(NEW).expectNothing();
        }
    }

    @Test
    void theOldestOfAnAddressThatSaysNothingMakesRoomForWhoeverComes() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTING, 3)) {
            RawClient friend = client(broker.port(), FRIEND);
            RawClient first = client(broker.port(), STRANGER);
            RawClient second = client(broker.port(), STRANGER);
            RawClient other = client(broker.port(), "127.0.0.4");

            first.expectClosed();
            other.sendBytes(RawClient.connect("o", 2)).expect(NEW).expectNothing();
            second.sendBytes(RawClient.connect("s", 2)).expect(NEW).expectNothing();
            friend.sendBytes(RawClient.connect("f", 2)).expect(NEW).expectNothing();
            broker.assertReached(1, Limit.CONNECTING);
            broker.assertHeard("others wait to be let in, and most from its address");
        }
    }

    @Test
    void whatIsNotLetInYetIsCountedUntilItIsGone() throws Exception {
        try (var broker = BoundedBroker.usual()) {
            RawClient watcher = client(broker.port(), FRIEND);
            watcher.sendBytes(RawClient.connect("w", 2)).expect(NEW);
            long before = broker.metrics().memory().held().get("connections");
            RawClient one = client(broker.port(), STRANGER);
            one.sendBytes(RawClient.connect("s", 2)).expect(NEW);
            one.send("E0 00").expectClosed();
            RawClient silent = client(broker.port(), STRANGER);
            watcher.expectNothing();
            assertEquals(before, broker.metrics().memory().held().get("connections"));
            assertEquals(3_000, broker.metrics().memory().held().get("connecting"));

            silent.sendBytes(RawClient.connect("s", 2)).expect(NEW);
            assertEquals(before + 3_000, broker.metrics().memory().held().get("connections"));
            assertEquals(0, broker.metrics().memory().held().get("connecting"));
        }
    }

    private Broker withUsers(Limits limits) throws IOException {
        Path file = Files.writeString(directory.resolve("passwords"), PASSWORD);
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(limits)
                        .with(new Access(true, Optional.of(file), Map.of(), List.of())));
    }

    private RawClient client(int port, String from) throws IOException {
        var client = new RawClient(port, from);
        opened.add(client);
        return client;
    }

    private List<RawClient> strangers(int port, int count) throws IOException {
        List<RawClient> strangers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient one = client(port, STRANGER);
            one.sendBytes(RawClient.connect("s" + i, 2)).expect(NEW);
            strangers.add(one);
        }
        return strangers;
    }
}
