package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import org.junit.jupiter.api.Test;

/** What is retained comes with a new subscription: all of it, however much that is. */
class RetainedDeliveryTest {

    private static final int MANY = 20_000;

    @Test
    void bringsTwentyThousandTopicsWithOneSubscription() throws Exception {
        for (int qos = 0; qos <= 1; qos++) {
            try (var broker = broker();
                    var client = RawClient.connected(broker.port(), "s")) {
                retain(broker, MANY, 200);
                client.send("82 06 00 01 00 01 '#' 0" + qos).expect("90 03 00 01 0" + qos);

                Set<String> topics = new TreeSet<>();
                while (topics.size() < MANY) {
                    Publish publish = read(client);
                    assertEquals(0x31 | qos << 1, publish.header);
                    assertTrue(topics.add(publish.topic), publish.topic + " came twice");
                }
                client.expectNothing();
                assertEquals(0, broker.metrics().publishDropped());
            }
        }
    }

    /** Its window is twenty, its queue five: no bound of a queue is reached. */
    @Test
    void passesThroughNoQueue() throws Exception {
        var settings =
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(Limits.defaults().with(Limit.QUEUE_MESSAGES, 5));
        try (var broker = Broker.start(settings);
                var client = RawClient.connected(broker.port(), "s")) {
            retain(broker, 30, 10);
            client.send("82 0C 00 01 00 01 '#' 01 00 03 't/+' 01").expect("90 04 00 01 01 01");
            for (int i = 0; i < 20; i++) {
                read(client, false);
            }
            client.expectNothing();

            for (int id = 1; id <= 20; id++) {
                client.sendBytes(new byte[] {0x40, 2, 0, (byte) id});
            }
            for (int i = 0; i < 40; i++) {
                read(client);
            }
            client.expectNothing();
            assertEquals(0, broker.metrics().publishDropped());
        }
    }

    /** The rest comes after a reconnect of the session, and nothing twice. */
    @Test
    void goesOnInTheNextConnectionOfTheSession() throws Exception {
        try (var broker = broker()) {
            retain(broker, 100, 10);
            Set<String> topics = new TreeSet<>();
            try (var client = RawClient.connected(broker.port(), "s", 0, "20 02 00 00")) {
                client.send("82 06 00 01 00 01 '#' 01").expect("90 03 00 01 01");
                for (int i = 0; i < 20; i++) {
                    topics.add(read(client, false).topic);
                }
                client.expectNothing().send("E0 00").expectClosed();
            }
            assertEquals(20, topics.size());
            try (var client = RawClient.connected(broker.port(), "s", 0, "20 02 01 00")) {
                while (topics.size() < 100) {
                    topics.add(read(client).topic);
                }
                client.expectNothing();
            }
        }
    }

    /** A subscription that is ended brings no more. */
    @Test
    void stopsWhenTheSubscriptionEnds() throws Exception {
        try (var broker = broker();
                var client = RawClient.connected(broker.port(), "s")) {
            retain(broker, 100, 10);
            client.send("82 06 00 01 00 01 '#' 01").expect("90 03 00 01 01");
            for (int i = 0; i < 20; i++) {
                read(client, false);
            }
            client.send("A2 05 00 02 00 01 '#'").expect("B0 02 00 02");

            for (int id = 1; id <= 20; id++) {
                client.sendBytes(new byte[] {0x40, 2, 0, (byte) id});
            }
            client.expectNothing();
        }
    }

    private record Publish(int header, String topic) {}

    /** AckHandler it where it has to be. */
    private static Publish read(RawClient client) throws IOException {
        return read(client, true);
    }

    private static Publish read(RawClient client, boolean answer) throws IOException {
        int header = client.in().readUnsignedByte();
        int length = client.in().readUnsignedByte();
        if (length > 127) {
            length = (length & 0x7F) + 128 * client.in().readUnsignedByte();
        }
        byte[] body = client.in().readNBytes(length);
        int topic = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        if ((header & 6) > 0) {
            int id = ((body[2 + topic] & 0xFF) << 8) | (body[3 + topic] & 0xFF);
            if (answer) {
                client.sendBytes(new byte[] {0x40, 2, (byte) (id >> 8), (byte) id});
            }
        }
        return new Publish(header, new String(body, 2, topic, UTF_8));
    }

    /** At QoS 1, to t/0, t/1, … */
    private static void retain(Broker broker, int topics, int size) throws IOException {
        try (var publisher = RawClient.connected(broker.port(), "p")) {
            var all = new ByteArrayOutputStream();
            for (int i = 0; i < topics; i++) {
                String topic = "t/" + i;
                int length = 4 + topic.length() + size;
                all.writeBytes(
                        RawClient.bytes(
                                "33 %s 00 %02X '%s' 00 01"
                                        .formatted(varint(length), topic.length(), topic)));
                all.writeBytes(new byte[size]);
                if (i % 500 == 499 || i == topics - 1) {
                    publisher.sendBytes(all.toByteArray());
                    all.reset();
                    for (int answers = i % 500 + 1; answers > 0; answers--) {
                        publisher.expect("40 02 00 01");
                    }
                }
            }
        }
        assertEquals(topics, broker.metrics().retainedMessages());
    }

    private static String varint(int length) {
        return length < 128
                ? HexFormat.of().toHexDigits((byte) length)
                : HexFormat.of().toHexDigits((byte) (length % 128 | 0x80))
                        + HexFormat.of().toHexDigits((byte) (length / 128));
    }

    private static Broker broker() throws IOException {
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(Limits.defaults().with(Limit.RETAINED_SIZE, 100 << 20)));
    }
}
