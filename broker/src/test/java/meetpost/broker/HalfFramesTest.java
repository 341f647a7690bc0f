package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** WebSocket frames whose last byte never comes: their bytes count as any half packet's. */
class HalfFramesTest {

    private static final int HALF = 1_000_000;

    @Test
    void countsWhatHasComeOfAFrame() throws Exception {
        var settings = new BrokerSettings(List.of(URI.create("ws://127.0.0.1:0")));
        try (var broker = Broker.start(settings);
                var client = WebSocketTest.upgraded(broker, "/", "mqtt")) {
            client.sendBytes(
                    WebSocketTest.frame(0x82, "10 0D 00 04 4D 51 54 54 04 02 00 00 00 01 'a'"));
            client.expect("82 04 20 02 00 00");

            half(client);

            long until = System.nanoTime() + 60_000_000_000L;
            while (broker.metrics().memory().held().get("half-packets") < HALF) {
                assertTrue(System.nanoTime() < until, "it is not counted");
                Thread.onSpinWait();
            }
        }
    }

    /** A PUBLISH of two million bytes in one frame, of which half comes. */
    private static void half(RawClient client) throws IOException {
        byte[] publish = new byte[2_000_000];
        // A remaining length of 1,999,996.
        byte[] head = RawClient.bytes("30 FC 88 7A 00 01 't'");
        System.arraycopy(head, 0, publish, 0, head.length);
        client.sendBytes(Arrays.copyOf(WebSocketTest.frame(0x82, publish), HALF + 14));
    }
}
