package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing that a client can make large grows without a bound. */
class BoundsTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void refusesAConnectionTooMany() throws Exception {
        try (var broker = broker(new Bounds().connections(2));
                var one = RawClient.connected(broker.port(), "1");
                var two = RawClient.connected(broker.port(), "2");
                var three = new RawClient(broker.port())) {
            three.expectClosed();

            one.expectNothing();
            two.expectNothing();
            assertEquals(1, broker.metrics().connectionsRefused());
            assertHeard("refused: there are 2 already");
        }
    }

    @Test
    void takesAConnectionAgainWhenAnotherHasGone() throws Exception {
        try (var broker = broker(new Bounds().connections(1))) {
            RawClient.connected(broker.port(), "1").send("E0 00").expectClosed();

            RawClient.connected(broker.port(), "2").close();
        }
    }

    /** The announcement alone is refused: nothing is reserved for 256 MB. */
    @Test
    void refusesAPacketThatIsAnnouncedTooLarge() throws Exception {
        try (var broker = broker(new Bounds().packetBytes(1000));
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("30 FF FF FF 7F").expectClosed();

            assertHeard("a packet of 268435455 bytes, at most 1000 are taken");
        }
    }

    @Test
    void tellsAnMqtt5ClientThatItsPacketIsTooLarge() throws Exception {
        try (var broker = broker(new Bounds().packetBytes(1000));
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(16);

            client.send("30 E9 07").expect("E0 01 95").expectClosed();
        }
    }

    @Test
    void refusesAConnectThatIsAnnouncedTooLarge() throws Exception {
        try (var broker = broker(new Bounds());
                var client = new RawClient(broker.port())) {
            client.send("10 FF FF FF 7F").expectClosed();
        }
    }

    @Test
    void closesAConnectionThatSendsNoConnectInTime() throws Exception {
        try (var broker = broker(new Bounds().connectTime(Duration.ofMillis(200)));
                var client = new RawClient(broker.port())) {
            client.send("10 0D 00").expectClosed();
        }
    }

    @Test
    void refusesASubscriptionTooMany() throws Exception {
        try (var broker = broker(new Bounds().subscriptions(2));
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 0E 00 01 00 01 '1' 00 00 01 '2' 00 00 01 '3' 00");

            client.expect("90 05 00 01 00 00 80");
        }
    }

    @Test
    void closesAConnectionWithATopicThatIsTooDeep() throws Exception {
        try (var broker = broker(new Bounds().topicLevels(3));
                var publisher = RawClient.connected(broker.port(), "p");
                var subscriber = RawClient.connected(broker.port(), "s")) {
            publisher.send("30 07 00 05 'a/b/c'").expectNothing();
            publisher.send("30 09 00 07 'a/b/c/d'").expectClosed();
            subscriber.send("82 0C 00 01 00 07 'a/b/c/d' 00").expectClosed();
        }
    }

    /** The longest topic that there can be, 200 levels deep, comes back letter by letter. */
    @Test
    void takesATopicOf65535BytesAnd200Levels() throws Exception {
        try (var broker = broker(new Bounds());
                var client = RawClient.connected(broker.port(), "a")) {
            String topic = "x/".repeat(199) + "y".repeat(65_535 - 398);
            client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");

            client.send("30 81 80 04 FF FF '" + topic + "'");

            client.expect("30 81 80 04 FF FF '" + topic + "'");
        }
    }

    @Test
    void sendsNoMoreThanItsWindowUnacknowledged() throws Exception {
        try (var broker = broker(new Bounds().inflight(2));
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            client.send("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
            client.expect("32 06 00 01 't' 00 01 '1' 40 02 00 01");
            client.expect("32 06 00 01 't' 00 02 '2' 40 02 00 02");

            client.send("32 06 00 01 't' 00 03 '3'").expect("40 02 00 03").expectNothing();
            client.send("40 02 00 01").expect("32 06 00 01 't' 00 03 '3'");
        }
    }

    /** MQTT 3.1.1 has no word for it: the client keeps its acknowledgement, the log says it. */
    @Test
    void refusesWhatAFullQueueHasNoRoomFor() throws Exception {
        try (var broker = broker(new Bounds().queueMessages(2))) {
            leaveSubscribed(broker, 1);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 3; id++) {
                    publisher.send("32 06 00 01 't' 00 0%d '%d'".formatted(id, id));
                    publisher.expect("40 02 00 0" + id);
                }
            }

            try (var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00")) {
                subscriber.expect("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
                subscriber.expectNothing();
            }
            assertHeard("client s: its queue is full (2 messages");
            assertEquals(1, broker.metrics().publishDropped());
        }
    }

    /** Reason 0x97, quota exceeded. */
    @Test
    void tellsAnMqtt5PublisherThatAQueueIsFull() throws Exception {
        try (var broker = broker(new Bounds().queueMessages(1))) {
            leaveSubscribed(broker, 1);
            try (var publisher = new RawClient(broker.port())) {
                publisher.send(CONNECT_5).in().skipNBytes(11);

                publisher.send("32 07 00 01 't' 00 01 00 '1'").expect("40 02 00 01");
                publisher.send("32 07 00 01 't' 00 02 00 '2'").expect("40 03 00 02 97");
            }
        }
    }

    @Test
    void boundsAQueueInBytesToo() throws Exception {
        try (var broker = broker(new Bounds().queueBytes(2_000))) {
            leaveSubscribed(broker, 1);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 3; id++) {
                    publisher.send(
                            "32 ED 07 00 01 't' 00 0%d '%s'".formatted(id, "x".repeat(1000)));
                    publisher.expect("40 02 00 0" + id);
                }
            }

            assertEquals(1, broker.metrics().queuedMessages());
            assertTrue(broker.metrics().queuedBytes() < 2_000);
        }
    }

    @Test
    void boundsWhatIsRetained() throws Exception {
        try (var broker = broker(new Bounds().retainedMessages(1));
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(11);
            client.send("33 07 00 01 'a' 00 01 00 '1'").expect("40 03 00 01 10");

            client.send("33 07 00 01 'b' 00 02 00 '1'").expect("40 03 00 02 97");
            client.send("33 07 00 01 'a' 00 03 00 '2'").expect("40 03 00 03 10");

            assertEquals(1, broker.metrics().retainedMessages());
        }
    }

    /** Reason 0x93: more QoS 2 messages without PUBREL than the broker said it takes. */
    @Test
    void endsAnMqtt5ClientThatExceedsTheReceiveMaximum() throws Exception {
        try (var broker = broker(new Bounds().inflight(1));
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(11);

            client.send("34 06 00 01 't' 00 01 00").expect("50 02 00 01");
            client.send("34 06 00 01 't' 00 02 00").expect("E0 01 93").expectClosed();
        }
    }

    @Test
    void refusesASessionTooMany() throws Exception {
        try (var broker = broker(new Bounds().sessions(1));
                var first = RawClient.connected(broker.port(), "1");
                var second = new RawClient(broker.port())) {
            second.sendBytes(RawClient.connect("2", 0x02)).expect("20 02 00 03").expectClosed();

            first.expectNothing();
        }
    }

    @Test
    void servesAThousandConnectionsThatSendNothing() throws Exception {
        try (var broker = broker(new Bounds())) {
            List<RawClient> idle = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                idle.add(new RawClient(broker.port()));
            }

            RawClient.connected(broker.port(), "a").expectNothing().close();

            for (RawClient one : idle) {
                one.close();
            }
        }
    }

    private void leaveSubscribed(Broker broker, int qos) throws IOException {
        try (var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 00 00")) {
            subscriber.send("82 06 00 01 00 01 't' 0" + qos).expect("90 03 00 01 0" + qos);
            subscriber.send("E0 00").expectClosed();
        }
    }

    private void assertHeard(String part) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        for (String event = ""; !event.contains(part); heard.add(event)) {
            event = String.valueOf(events.poll(5, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), () -> part + " is not in " + heard);
        }
    }

    private Broker broker(Bounds bounds) throws IOException {
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(bounds.limits()),
                events::add);
    }
}
