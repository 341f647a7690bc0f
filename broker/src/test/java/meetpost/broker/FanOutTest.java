package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message, many subscribers. */
class FanOutTest {

    private static final int[] NO_IDENTIFIERS = {};

    @Test
    void encodesOnceForAllSubscribersOfOneQosAndVersion() {
        var frames = new Frames();
        var message = message(Message.NEVER);
        frames.of(message, 0);

        Frame first = frames.frame(message, false, 1, false, NO_IDENTIFIERS);

        assertSame(first, frames.frame(message, false, 1, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, true, 1, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, false, 0, false, NO_IDENTIFIERS));
        assertNotSame(first, frames.frame(message, false, 1, true, NO_IDENTIFIERS));
    }

    @Test
    void writesThePacketIdentifierOfEachSubscriber() {
        var out = Unpooled.buffer();
        var frame = new Frame(message(Message.NEVER), false, 1, false, NO_IDENTIFIERS, 0);

        frame.write(out, 0x0102, false);
        frame.write(out, 0x0304, true);

        assertEquals(
                "32 08 00 03 6B 61 73 01 02 78 3A 08 00 03 6B 61 73 03 04 78",
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes(out)));
    }

    /** MQTT 5 sections 3.3.2.3.3 and 3.3.2.3.8. */
    @Test
    void writesWhatIsLeftOfTheExpiryAndTheIdentifiers() {
        var out = Unpooled.buffer();
        var frame =
                new Frame(
                        message(61_000_000_001L), true, 0, true, new int[] {7, 300}, 1_000_000_000);

        frame.write(out);

        assertEquals(
                "31 11 00 03 6B 61 73 0A 02 00 00 00 3D 0B 07 0B AC 02 78",
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes(out)));
    }

    @Test
    void reachesEverySubscriberWithItsOwnQos() throws Exception {
        try (var broker =
                        Broker.start(
                                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
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

    private static Message message(long expiresAt) {
        return new Message(
                new Topic("kas"), new byte[] {'x'}, 1, false, Message.NO_PROPERTIES, expiresAt);
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
