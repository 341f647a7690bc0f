package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** Many clients at once. */
class CrowdTest {

    private static final String SUBSCRIBE = "82 06 00 01 00 01 't' 00";

    @Test
    void serves400ClientsThatSubscribeInTheSameSegmentAsConnect() throws Exception {
        try (var broker = broker()) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                var both = new ByteArrayOutputStream();
                both.writeBytes(RawClient.connect("c" + i, 0x02));
                both.writeBytes(RawClient.bytes(SUBSCRIBE));
                clients.add(new RawClient(broker.port()).sendBytes(both.toByteArray()));
            }

            assertAllServed(broker, clients);
        }
    }

    @Test
    void serves400ClientsThatSubscribeRightAfterConnack() throws Exception {
        try (var broker = broker()) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                clients.add(RawClient.connected(broker.port(), "c" + i).send(SUBSCRIBE));
            }

            for (RawClient client : clients) {
                client.expect("90 03 00 01 00");
                client.close();
            }
        }
    }

    @Test
    void cutsPacketsAtEveryByte() throws Exception {
        try (var broker = broker();
                var client = new RawClient(broker.port())) {
            var all = new ByteArrayOutputStream();
            all.writeBytes(RawClient.connect("a", 0x02));
            all.writeBytes(RawClient.bytes(SUBSCRIBE + "30 04 00 01 't' 'x'"));

            for (byte one : all.toByteArray()) {
                client.sendBytes(new byte[] {one});
            }

            client.expect("20 02 00 00 90 03 00 01 00 30 04 00 01 't' 'x'");
        }
    }

    /** An older connection with the same identifier goes, its will is said, the session stays. */
    @Test
    void takesASessionOverFromAnOlderConnection() throws Exception {
        try (var broker = broker();
                var watcher = RawClient.connected(broker.port(), "w");
                var old = new RawClient(broker.port());
                var fresh = new RawClient(broker.port())) {
            watcher.send("82 06 00 01 00 01 'w' 00").expect("90 03 00 01 00");
            String connect = "10 13 00 04 4D 51 54 54 04 04 00 00 00 01 'a' 00 01 'w' 00 01 '%s'";
            old.send(connect.formatted("1")).expect("20 02 00 00");
            old.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");

            fresh.send(connect.formatted("2")).expect("20 02 01 00");

            old.expectClosed();
            watcher.expect("30 04 00 01 'w' '1'");
            fresh.send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'");
            assertEquals(2, broker.metrics().clients());
        }
    }

    /** The same identifier over and over: nothing is left behind. */
    @Test
    void survivesTwoClientsThatFightForAnIdentifier() throws Exception {
        try (var broker = broker()) {
            for (int i = 0; i < 500; i++) {
                RawClient.connected(broker.port(), "twin");
            }

            assertEquals(1, broker.metrics().clients());
            assertEquals(1, broker.metrics().sessions());
        }
    }

    private static void assertAllServed(Broker broker, List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.expect("20 02 00 00 90 03 00 01 00");
        }
        clients.get(0).send("30 04 00 01 't' 'x'");
        for (RawClient client : clients) {
            client.expect("30 04 00 01 't' 'x'");
            client.close();
        }
        assertEquals(400, broker.metrics().clientsMaximum());
    }

    private static Broker broker() throws IOException {
        return Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }
}
