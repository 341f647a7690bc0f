package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whose cable is pulled: its connection is half open. */
class SilencedConnectionTest {

    /** CONNECT as client c, clean, keep-alive 1 s, with the will "gone" on topic w, QoS 0. */
    private static final String WITH_A_WILL =
            "10 16 00 04 'MQTT' 04 06 00 01 00 01 'c' 00 01 'w' 00 04 'gone'";

    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void isHeardNoMoreAndNobodyClosesUntilItsWillIsSaid() throws Exception {
        try (var listener = RawClient.connected(broker.port(), "listener");
                var client = new RawClient(broker.port())) {
            listener.send("82 06 00 01 00 01 'w' 00").expect("90 03 00 01 00");
            client.send(WITH_A_WILL).expect("20 02 00 00");

            assertTrue(broker.cut("c"));
            client.send("30 05 00 01 'w' 'hi'").send("C0 00");

            listener.expect("30 07 00 01 'w' 'gone'");
            client.socket().setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, () -> client.in().read());
        }
    }

    @Test
    void isTakenOverWhenItsOwnerComesBack() throws Exception {
        try (var client = RawClient.connected(broker.port(), "c")) {
            broker.cut("c");

            try (var again = RawClient.connected(broker.port(), "c")) {
                again.expectNothing();
                client.socket().setSoTimeout(200);
                assertThrows(SocketTimeoutException.class, () -> client.in().read());
                assertEquals(1, broker.clients().size());
            }
        }
    }

    @Test
    void isOneThatIsConnected() throws Exception {
        try (var client = RawClient.connected(broker.port(), "c")) {
            assertEquals("c", broker.clients().get(0).id());
            assertEquals(
                    "127.0.0.1:" + client.socket().getLocalPort(),
                    broker.clients().get(0).address());
            assertFalse(broker.cut("d"));
        }
    }
}
