package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics as deep as settings allow at most, on threads as small as the program has. */
class DeepTopicTest {

    private static final int LEVELS = 1000;

    private static final String DEEP = "a" + "/a".repeat(LEVELS - 1);

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "a"})
    void areFoundAndForgotten(String level) throws Exception {
        String filter = level.equals("#") ? "#" : level + ("/" + level).repeat(LEVELS - 1);
        try (var broker = BoundedBroker.with(Limit.TOPIC_LEVELS, LEVELS);
                var subscriber = RawClient.connected(broker.port(), "s");
                var publisher = RawClient.connected(broker.port(), "p")) {
            subscriber.sendBytes(packet(0x82, "0001", filter, "00")).expect("90 03 00 01 00");
            publisher.sendBytes(packet(0x31, "", DEEP, "58")).expectNothing();
            expect(subscriber, packet(0x30, "", DEEP, "58"));

            subscriber.sendBytes(packet(0xA2, "0002", filter, "")).expect("B0 02 00 02");
            subscriber.sendBytes(packet(0x82, "0003", filter, "00")).expect("90 03 00 03 00");
            expect(subscriber, packet(0x31, "", DEEP, "58"));

            publisher.sendBytes(packet(0x31, "", DEEP, "")).expectNothing();
            expect(subscriber, packet(0x30, "", DEEP, ""));
            subscriber.expectNothing();
        }
    }

    /**
     * 65,535 bytes of slashes, whatever the settings say: it is refused before it is taken apart.
     */
    @Test
    void tooManyLevelsEndTheirConnectionOnly() throws Exception {
        try (var broker = BoundedBroker.with(Limit.TOPIC_LEVELS, LEVELS);
                var witness = RawClient.connected(broker.port(), "w");
                var publisher = RawClient.connected(broker.port(), "p");
                var subscriber = RawClient.connected(broker.port(), "s")) {
            publisher.sendBytes(packet(0x31, "", "/".repeat(65_535), "58")).expectClosed();
            subscriber.sendBytes(packet(0x82, "0001", "/".repeat(65_535), "00")).expectClosed();

            witness.expectNothing();
        }
    }

    private static void expect(RawClient client, byte[] packet) throws Exception {
        var expected = new StringBuilder();
        for (byte each : packet) {
            expected.append("%02X ".formatted(each));
        }
        client.expect(expected.toString());
    }

    /** With a header, what stands before the topic, the topic, and what stands behind. */
    private static byte[] packet(int header, String before, String topic, String after) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(RawClient.bytes(before));
        byte[] text = topic.getBytes(UTF_8);
        body.write(text.length >> 8);
        body.write(text.length);
        body.writeBytes(text);
        body.writeBytes(RawClient.bytes(after));
        var packet = new ByteArrayOutputStream();
        packet.write(header);
        int rest = body.size();
        while (rest > 127) {
            packet.write((rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        packet.write(rest);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}
