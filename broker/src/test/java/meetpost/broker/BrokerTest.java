package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

class BrokerTest {

    private static final BrokerSettings ANY_PORT =
            new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));

    @Test
    void reportsThePortThatItBound() throws Exception {
        try (var broker = Broker.start(ANY_PORT)) {
            URI bound = broker.listeners().get(0);

            assertEquals("mqtt", bound.getScheme());
            assertTrue(bound.getPort() > 0);
            RawClient.connected(bound.getPort(), "a").close();
        }
    }

    @Test
    void namesTheAddressThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            URI uri = URI.create("mqtt://127.0.0.1:" + taken.getLocalPort());

            var thrown =
                    assertThrows(
                            IOException.class,
                            () -> Broker.start(new BrokerSettings(List.of(uri))));

            assertTrue(thrown.toString().contains(uri.toString()), thrown.toString());
        }
    }

    @Test
    void tellsOneEventForEachThingThatHappens() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        try (var broker = Broker.start(ANY_PORT, events::add)) {
            RawClient.connected(broker.port(), "kelder").send("E0 00").expectClosed();

            assertTrue(next(events).matches("client kelder \\(.*\\) connected: MQTT 3.1.1, .*"));
            assertTrue(next(events).matches("client kelder \\(.*\\) disconnected"));
        }
    }

    /** A client identifier may have 65,535 bytes. */
    @Test
    void cutsAnEventThatIsTooLong() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        try (var broker = Broker.start(ANY_PORT, events::add);
                var client = new RawClient(broker.port())) {
            client.send("10 F4 03 00 04 'MQTT' 04 02 00 00 01 E8 '" + "x".repeat(488) + "'");
            client.expect("20 02 00 00");

            assertEquals("client " + "x".repeat(393) + "…", next(events));
        }
    }

    @Test
    void stopsWithinItsTimeWithClientsConnected() throws Exception {
        var broker = Broker.start(ANY_PORT);
        var client = RawClient.connected(broker.port(), "a");

        broker.close();

        client.expectClosed();
    }

    @Test
    void countsClientsAndMessages() throws Exception {
        try (var broker = Broker.start(ANY_PORT);
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            client.send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'");

            BrokerMetrics metrics = broker.metrics();

            assertEquals(1, metrics.clients());
            assertEquals(1, metrics.subscriptions());
            assertEquals(1, metrics.publishReceived());
            assertEquals(1, metrics.publishSent());
        }
    }

    private static String next(LinkedBlockingQueue<String> events) throws InterruptedException {
        return String.valueOf(events.poll(5, TimeUnit.SECONDS));
    }
}
