package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;

/** Nothing that a client can make large grows without a bound. */
class BoundsTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    @Test
    void refusesAConnectionTooMany() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTIONS, 2);
                var one = RawClient.connected(broker.port(), "1");
                var two = RawClient.connected(broker.port(), "2");
                var three = new RawClient(broker.port())) {
            three.sendBytes(RawClient.connect("3", 2));
            three.expectClosed();

            one.expectNothing();
            two.expectNothing();
            assertEquals(1, broker.metrics().connectionsRefused());
            broker.assertReached(1, Limit.CONNECTIONS);
            broker.assertHeard("refused: there are 2 already");
        }
    }

    @Test
    void closesTheOldestWhileTooManySayNothing() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTING, 2);
                var one = RawClient.connected(broker.port(), "1");
                var two = new RawClient(broker.port());
                var three = new RawClient(broker.port());
                var four = new RawClient(broker.port())) {
            two.expectClosed();

            three.sendBytes(RawClient.connect("3", 2));
            three.expect("20 02 00 00");
            RawClient.connected(broker.port(), "5").close();
            four.sendBytes(RawClient.connect("4", 2));
            four.expect("20 02 00 00");
            one.expectNothing();
            broker.assertReached(1, Limit.CONNECTING);
            broker.assertHeard("others wait to be let in, and most from its address");
        }
    }

    /** Who breaks off and comes back is not refused for its own old connection. */
    @Test
    void letsTheOneBackInWhoHasTheLastConnection() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTIONS, 1);
                var before = RawClient.connected(broker.port(), "1");
                var after = RawClient.connected(broker.port(), "1")) {
            before.expectClosed();
            after.expectNothing();
        }
    }

    @Test
    void countsAKeepAliveThatItRefuses() throws Exception {
        try (var broker = BoundedBroker.with(Limit.KEEP_ALIVE, 60_000);
                var client = new RawClient(broker.port())) {
            client.send("10 0D 00 04 4D 51 54 54 04 02 00 3D 00 01 'a'").expect("20 02 00 02");

            broker.assertReached(1, Limit.KEEP_ALIVE);
            broker.assertHeard("a keep-alive of 61 s, at most 60 s is allowed");
        }
    }

    @Test
    void takesAConnectionAgainWhenAnotherHasGone() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECTIONS, 1)) {
            RawClient.connected(broker.port(), "1").send("E0 00").expectClosed();

            RawClient.connected(broker.port(), "2").close();
        }
    }

    /** The announcement alone is refused: nothing is reserved for 256 MB. */
    @Test
    void refusesAPacketThatIsAnnouncedTooLarge() throws Exception {
        try (var broker = BoundedBroker.with(Limit.PACKET_SIZE, 1000);
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("30 FF FF FF 7F").expectClosed();

            broker.assertHeard("a packet of 268435455 bytes, at most 1000 are taken");
            broker.assertReached(1, Limit.PACKET_SIZE);
        }
    }

    @Test
    void tellsAnMqtt5ClientThatItsPacketIsTooLarge() throws Exception {
        try (var broker = BoundedBroker.with(Limit.PACKET_SIZE, 1000);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(16);

            client.send("30 E9 07").expect("E0 01 95").expectClosed();
        }
    }

    @Test
    void refusesAConnectThatIsAnnouncedTooLarge() throws Exception {
        try (var broker = BoundedBroker.usual();
                var client = new RawClient(broker.port())) {
            client.send("10 FF FF FF 7F").expectClosed();
        }
    }

    @Test
    void closesAConnectionThatSendsNoConnectInTime() throws Exception {
        try (var broker = BoundedBroker.with(Limit.CONNECT_TIME, 200);
                var client = new RawClient(broker.port())) {
            client.send("10 0D 00").expectClosed();

            broker.assertReached(1, Limit.CONNECT_TIME);
        }
    }

    @Test
    void refusesASubscriptionTooMany() throws Exception {
        try (var broker = BoundedBroker.with(Limit.SUBSCRIPTIONS, 2);
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 0E 00 01 00 01 '1' 00 00 01 '2' 00 00 01 '3' 00");

            client.expect("90 05 00 01 00 00 80");
            broker.assertReached(1, Limit.SUBSCRIPTIONS);
        }
    }

    @Test
    void closesAConnectionWithATopicThatIsTooDeep() throws Exception {
        try (var broker = BoundedBroker.with(Limit.TOPIC_LEVELS, 3);
                var publisher = RawClient.connected(broker.port(), "p");
                var subscriber = RawClient.connected(broker.port(), "s")) {
            publisher.send("30 07 00 05 'a/b/c'").expectNothing();
            publisher.send("30 09 00 07 'a/b/c/d'").expectClosed();
            subscriber.send("82 0C 00 01 00 07 'a/b/c/d' 00").expectClosed();

            broker.assertReached(2, Limit.TOPIC_LEVELS);
        }
    }

    /** The longest topic that there can be, 200 levels deep, comes back letter by letter. */
    @Test
    void takesATopicOf65535BytesAnd200Levels() throws Exception {
        try (var broker = BoundedBroker.usual();
                var client = RawClient.connected(broker.port(), "a")) {
            String topic = "x/".repeat(199) + "y".repeat(65_535 - 398);
            client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");

            client.send("30 81 80 04 FF FF '" + topic + "'");

            client.expect("30 81 80 04 FF FF '" + topic + "'");
        }
    }

    @Test
    void sendsNoMoreThanItsWindowUnacknowledged() throws Exception {
        try (var broker = BoundedBroker.with(Limit.INFLIGHT, 2);
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            client.send("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
            client.expect("32 06 00 01 't' 00 01 '1' 40 02 00 01");
            client.expect("32 06 00 01 't' 00 02 '2' 40 02 00 02");

            client.send("32 06 00 01 't' 00 03 '3'").expect("40 02 00 03").expectNothing();
            client.send("40 02 00 01").expect("32 06 00 01 't' 00 03 '3'");
        }
    }

    /** Reason 0x93: more QoS 2 messages without PUBREL than the broker said it takes. */
    @Test
    void endsAnMqtt5ClientThatExceedsTheReceiveMaximum() throws Exception {
        try (var broker = BoundedBroker.with(Limit.INFLIGHT, 1);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(16);

            client.send("34 06 00 01 't' 00 01 00").expect("50 02 00 01");
            client.send("34 06 00 01 't' 00 02 00").expect("E0 01 93").expectClosed();

            broker.assertReached(1, Limit.INFLIGHT);
        }
    }

    @Test
    void refusesASessionTooMany() throws Exception {
        try (var broker = BoundedBroker.with(Limit.SESSIONS, 1);
                var first = RawClient.connected(broker.port(), "1");
                var second = new RawClient(broker.port())) {
            second.sendBytes(RawClient.connect("2", 0x02)).expect("20 02 00 03").expectClosed();

            first.expectNothing();
            broker.assertReached(1, Limit.SESSIONS);
        }
    }

    @Test
    void servesAThousandConnectionsThatSendNothing() throws Exception {
        try (var broker = BoundedBroker.usual()) {
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
}
