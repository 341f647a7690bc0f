package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;
import meetpost.broker.packet.Frame;
import meetpost.broker.packet.Frames;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** One message, many subscribers. */
class FanOutTest {

    private static final int[] NO_IDENTIFIERS = {};

    @Test
    void encodesOnceForAllSubscribersOfOneQosAndVersion() {
        var frames = new Frames(UnpooledByteBufAllocator.DEFAULT);
        var message = new Message(new Topic("kas"), new byte[] {'x'}, 1, false);
        frames.of(message, 0);

        Frame first = frames.frame(message, false, 1, false, NO_IDENTIFIERS);

        assertSame(first, frames.frame(message, false, 1, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, true, 1, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, false, 0, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, false, 1, true, NO_IDENTIFIERS));
    }

    @Test
    void keepsALargePayloadOnceForAllThatItReachesInARound() {
        var memory = new UnpooledByteBufAllocator(true);
        var frames = new Frames(memory);
        var message = new Message(new Topic("kas"), new byte[10_000], 1, false);

        for (int session = 0; session < 100; session++) {
            Frame frame = frames.frame(message, false, 1, false, NO_IDENTIFIERS);
            assertEquals(10_010, frame.size());
            frames.clear();
        }

        assertEquals(10_000, memory.metric().usedDirectMemory());
        frames.endRound();
        assertEquals(0, memory.metric().usedDirectMemory());
    }

    /** MQTT 5 sections 3.3.2.3.3 and 3.3.2.3.8: what is left of the expiry, and the identifiers. */
    @Test
    void givesAnMqtt5SubscriberItsIdentifiersAndWhatIsLeftOfTheExpiry() throws Exception {
        try (var broker = broker();
                var client = new RawClient(broker.port())) {
            client.send("10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'").in().skipNBytes(16);
            client.send("82 09 00 01 02 0B 07 00 01 't' 00").expect("90 04 00 01 00 00");
            client.send("82 0A 00 02 03 0B AC 02 00 01 '+' 00").expect("90 04 00 02 00 00");

            client.send("30 0A 00 01 't' 05 02 00 00 00 3C 'x'");

            client.expect("30 0F 00 01 't' 0A 02 00 00 00 3C 0B 07 0B AC 02 'x'");
        }
    }

    /**
     * Shared between subscribers instead of copied: each gets all of it, with its own identifier.
     */
    @Test
    void sendsALargePayloadWholeToEach() throws Exception {
        String payload = "'" + "0123456789".repeat(1_000) + "'";
        try (var broker = broker();
                var publisher = RawClient.connected(broker.port(), "p");
                var one = RawClient.connected(broker.port(), "1");
                var two = RawClient.connected(broker.port(), "2")) {
            one.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            two.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");

            for (int id = 1; id <= 15; id++) {
                publisher.send("32 95 4E 00 01 't' 00 07" + payload).expect("40 02 00 07");
                one.expect("32 95 4E 00 01 't' %04X".formatted(id) + payload);
                two.expect("30 93 4E 00 01 't'" + payload);
            }
        }
    }

    @Test
    void reachesEverySubscriberWithItsOwnQos() throws Exception {
        try (var broker = broker();
                var publisher = RawClient.connected(broker.port(), "p")) {
            List<RawClient> subscribers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                var one = RawClient.connected(broker.port(), "s" + i);
                one.send("82 06 00 01 00 01 't' %02X".formatted(i % 3));
                one.expect("90 03 00 01 %02X".formatted(i % 3));
                subscribers.add(one);
            }

            publisher.send("34 06 00 01 't' 00 01 'x'").expect("50 02 00 01");
            publisher.send("62 02 00 01").expect("70 02 00 01");

            for (int i = 0; i < 60; i++) {
                String packet =
                        switch (i % 3) {
                            case 0 -> "30 04 00 01 't' 'x'";
                            case 1 -> "32 06 00 01 't' 00 01 'x'";
                            default -> "34 06 00 01 't' 00 01 'x'";
                        };
                subscribers.get(i).expect(packet);
                subscribers.get(i).close();
            }
        }
    }

    private static Broker broker() throws IOException {
        return Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }
}
