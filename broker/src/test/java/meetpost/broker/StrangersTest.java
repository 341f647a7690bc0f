package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one stranger makes the broker hold is refused with a reason, and leaves others theirs. */
class StrangersTest {

    private static final String STRANGER = "127.0.0.2";
    private static final String FRIEND = "127.0.0.3";
    private static final String CONNECT_5 = "10 0F 00 04 'MQTT' 05 02 00 00 00 00 02 ";
    private static final String NEW = "20 02 00 00";
    private static final String PRESENT = "20 02 01 00";

    private final List<RawClient> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawClient one : opened) {
            one.close();
        }
    }

    @Test
    void refusesSubscriptionsThatThereIsNoMemoryFor() throws Exception {
        try (var broker = BoundedBroker.with(Limit.MEMORY_SIZE, 512 << 10)) {
            RawClient old = connect(broker, STRANGER, "s", 2, NEW);
            RawClient five = client(broker, STRANGER).send(CONNECT_5 + "'f5'");
            five.in().skipNBytes(16);
            byte[] codes = new byte[0];
            for (int i = 0; !contains(codes, (byte) 0x80); i++) {
                old.sendBytes(subscribe("a/" + i, 100, false));
                codes = suback(old, 100, false);
            }
            five.sendBytes(subscribe("b", 100, true));

            assertTrue(contains(suback(five, 100, true), (byte) 0x97));
            broker.assertHeard("there is no memory for a further one");
            assertTrue(broker.metrics().memory().held().get("sessions") <= 512 << 10);
            RawClient friend = connect(broker, FRIEND, "friend", 2, NEW);
            friend.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            old.expectNothing();
        }
    }

    @Test
    void givesTheRoomOfSubscriptionsBack() throws Exception {
        try (var broker = BoundedBroker.usual()) {
            RawClient watcher = connect(broker, FRIEND, "w", 2, NEW);
            long before = broker.metrics().memory().held().get("sessions");
            RawClient client = connect(broker, STRANGER, "s", 2, NEW);
            client.send("82 0A 00 01 00 01 'a' 00 00 01 'b' 00").expect("90 04 00 01 00 00");
            client.send("A2 05 00 02 00 01 'a'").expect("B0 02 00 02");
            client.send("E0 00").expectClosed();

            watcher.expectNothing();
            assertEquals(before, broker.metrics().memory().held().get("sessions"));
        }
    }

    /** Twelve that subscribed to everything and never came back. */
    @Test
    void absentOnesWithEverythingLeaveAFriendHisQueue() throws Exception {
        try (var broker = BoundedBroker.with(Limit.ALL_QUEUES_SIZE, 200_000)) {
            for (int i = 0; i < 12; i++) {
                subscribesAndLeaves(broker, STRANGER, "s" + i, "#");
            }
            RawClient publisher = connect(broker, STRANGER, "p", 2, NEW);
            for (int i = 0; i < 400; i++) {
                publisher.sendBytes(publish(0x32, "x/" + i, 1_000)).expect("40 02 00 01");
            }
            subscribesAndLeaves(broker, FRIEND, "friend", "mine");
            for (int i = 0; i < 50; i++) {
                publisher.sendBytes(publish(0x32, "mine", 1_000)).expect("40 02 00 01");
            }

            RawClient back = connect(broker, FRIEND, "friend", 0, PRESENT);
            assertEquals(50, received(back, 50, 1_000));
            assertTrue(broker.metrics().queuedBytes() <= 200_000);
        }
    }

    /** Within one address the longest absent one loses. */
    @Test
    void theLongestAbsentLosesWhatWaitsForIt() throws Exception {
        try (var broker = BoundedBroker.with(Limit.ALL_QUEUES_SIZE, 60_000)) {
            subscribesAndLeaves(broker, STRANGER, "old", "a");
            subscribesAndLeaves(broker, STRANGER, "new", "b");
            RawClient publisher = connect(broker, STRANGER, "p", 2, NEW);
            for (int i = 0; i < 60; i++) {
                publisher.sendBytes(publish(0x32, "a", 1_000)).expect("40 02 00 01");
            }
            for (int i = 0; i < 20; i++) {
                publisher.sendBytes(publish(0x32, "b", 1_000)).expect("40 02 00 01");
            }

            assertEquals(20, received(connect(broker, STRANGER, "new", 0, PRESENT), 20, 1_000));
            assertTrue(broker.metrics().lostBySession().get("old") >= 12);
        }
    }

    @Test
    void aFullRetainedStoreHasRoomForWhoHoldsLess() throws Exception {
        try (var broker = BoundedBroker.with(Limit.RETAINED_MESSAGES, 100)) {
            RawClient stranger = connect(broker, STRANGER, "s", 2, NEW);
            for (int i = 0; i < 200; i++) {
                stranger.sendBytes(publish(0x31, "s/" + i, 10));
            }
            stranger.expectNothing();
            RawClient friend = connect(broker, FRIEND, "f", 2, NEW);
            friend.sendBytes(publish(0x31, "mine", 10)).expectNothing();

            RawClient listener = connect(broker, FRIEND, "l", 2, NEW);
            listener.send("82 09 00 01 00 04 'mine' 00").expect("90 03 00 01 00");
            listener.sendBytes(new byte[0]).expect("31 10 00 04 'mine'").in().skipNBytes(10);
            assertTrue(broker.metrics().retainedMessages() <= 100);
            broker.assertHeard("topic s/104 is not retained: retained-messages is reached");
            broker.assertHeard("is not retained any more: others need the room");
        }
    }

    @Test
    void aFullRetainedStoreInBytesToo() throws Exception {
        try (var broker = BoundedBroker.with(Limit.RETAINED_SIZE, 100_000)) {
            RawClient stranger = connect(broker, STRANGER, "s", 2, NEW);
            for (int i = 0; i < 200; i++) {
                stranger.sendBytes(publish(0x31, "s/" + i, 1_000));
            }
            stranger.expectNothing();
            RawClient friend = connect(broker, FRIEND, "f", 2, NEW);
            friend.sendBytes(publish(0x31, "mine", 30_000)).expectNothing();

            RawClient listener = connect(broker, FRIEND, "l", 2, NEW);
            listener.send("82 09 00 01 00 04 'mine' 00").expect("90 03 00 01 00");
            listener.expect("31 B6 EA 01 00 04 'mine'").in().skipNBytes(30_000);
            listener.expectNothing();
            assertTrue(broker.metrics().retainedBytes() <= 100_000);
        }
    }

    /** Each QoS 2 message without its PUBREL stays in memory. */
    @Test
    void refusesAQos2MessageThatThereIsNoMemoryFor() throws Exception {
        try (var broker = BoundedBroker.with(Limit.MEMORY_SIZE, 1 << 20)) {
            RawClient five = client(broker, STRANGER).send(CONNECT_5 + "'f5'");
            five.in().skipNBytes(16);
            byte[] message = publish(0x34, "t", 400_000, true);

            five.sendBytes(message).expect("50 02 00 01");
            message[8] = 2;
            five.sendBytes(message).expect("50 03 00 02 97").expectNothing();
        }
    }

    private RawClient client(BoundedBroker broker, String from) throws IOException {
        var client = new RawClient(broker.port(), from);
        opened.add(client);
        return client;
    }

    private RawClient connect(
            BoundedBroker broker, String from, String id, int flags, String connack)
            throws IOException {
        return client(broker, from).sendBytes(RawClient.connect(id, flags)).expect(connack);
    }

    private void subscribesAndLeaves(BoundedBroker broker, String from, String id, String filter)
            throws IOException {
        RawClient client = connect(broker, from, id, 0, NEW);
        client.send(
                "82 %02X 00 01 00 %02X '%s' 01"
                        .formatted(5 + filter.length(), filter.length(), filter));
        client.expect("90 03 00 01 01").send("E0 00").expectClosed();
    }

    private static byte[] subscribe(String prefix, int filters, boolean mqtt5) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1});
        body.writeBytes(new byte[mqtt5 ? 1 : 0]);
        for (int i = 0; i < filters; i++) {
            byte[] filter = (prefix + "/" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            body.writeBytes(new byte[] {0, (byte) filter.length});
            body.writeBytes(filter);
            body.write(0);
        }
        return packet(0x82, body.toByteArray());
    }

    private static byte[] suback(RawClient client, int filters, boolean mqtt5) throws IOException {
        client.in().skipNBytes(1);
        int length = client.in().readUnsignedByte();
        client.in().skipNBytes(mqtt5 ? 3 : 2);
        return client.in().readNBytes(Math.min(filters, length));
    }

    private static byte[] publish(int header, String topic, int payload) {
        return publish(header, topic, payload, false);
    }

    /** With packet identifier 1 where it has one. */
    private static byte[] publish(int header, String topic, int payload, boolean mqtt5) {
        var body = new ByteArrayOutputStream();
        body.write(0);
        body.write(topic.length());
        body.writeBytes(topic.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        body.writeBytes((header & 6) == 0 ? new byte[0] : new byte[] {0, 1});
        body.writeBytes(new byte[(mqtt5 ? 1 : 0) + payload]);
        return packet(header, body.toByteArray());
    }

    private static byte[] packet(int header, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.write(header);
        int rest = body.length;
        do {
            packet.write((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
            rest >>= 7;
        } while (rest > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    /** How many of QoS 1 come, acknowledging each; all of one size. */
    private static int received(RawClient client, int most, int payload) throws IOException {
        int got = 0;
        for (; got < most; got++) {
            client.in().skipNBytes(1);
            int length = client.in().readUnsignedByte() & 0x7F;
            length |= client.in().readUnsignedByte() << 7;
            byte[] body = client.in().readNBytes(length);
            int id = length - payload - 2;
            client.sendBytes(new byte[] {0x40, 2, body[id], body[id + 1]});
        }
        client.expectNothing();
        return got;
    }

    private static boolean contains(byte[] codes, byte wanted) {
        for (byte code : codes) {
            if (code == wanted) {
                return true;
            }
        }
        return false;
    }
}
