package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packets whose last byte never comes hold no more than a share, and nobody up. */
class HalfPacketsTest {

    private static final String STRANGER = "127.0.0.2";
    private static final int LARGE = 1_000_000;

    private final List<RawClient> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawClient one : opened) {
            one.close();
        }
    }

    @Test
    void holdNoMoreThanTheirShareAndLeaveAFriendsRoom() throws Exception {
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, 4 << 20);
                var friend = RawClient.connected(broker.port(), "friend")) {
            for (int i = 0; i < 40; i++) {
                half(connected(broker, STRANGER, "s" + i), publish(LARGE));
            }

            friend.sendBytes(publish(LARGE)).expectNothing();

            assertTrue(held(broker) <= 4 << 20);
            assertTrue(broker.metrics().refusals().get(Limit.BUFFERS_SIZE) > 20);
            broker.assertHeard("others need the room that ");
        }
    }

    @Test
    void ofPeopleWhoNeverLoggedInAreBoundedToo() throws Exception {
        byte[] connect = connect(60_000);
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, 1 << 20);
                var friend = RawClient.connected(broker.port(), "friend")) {
            for (int i = 0; i < 40; i++) {
                half(open(broker, STRANGER), connect);
            }

            friend.expectNothing();
            var late = new RawClient(broker.port());
            late.sendBytes(connect).expect("20 02 00 00").close();

            assertTrue(held(broker) <= 1 << 20);
        }
    }

    /** The room is taken as bytes come, not as they are announced. */
    @Test
    void takeRoomAsTheyGrow() throws Exception {
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, 4 << 20)) {
            for (int i = 0; i < 100; i++) {
                RawClient one = connected(broker, STRANGER, "s" + i);
                one.sendBytes(Arrays.copyOf(publish(LARGE), 50));
            }
            received(broker, 100 * (16 + 50) + 90);

            assertEquals(100 * 256, held(broker));
        }
    }

    @Test
    void thatAreCompletedOrGivenUpGiveTheirRoomBack() throws Exception {
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, 4 << 20);
                var watcher = RawClient.connected(broker.port(), "watcher")) {
            byte[] whole = publish(LARGE);
            RawClient one = connected(broker, STRANGER, "1");
            half(one, whole);
            RawClient two = connected(broker, STRANGER, "2");
            half(two, whole);

            one.sendBytes(new byte[1]).expectNothing();
            two.close();
            while (broker.metrics().clients() > 2) {
                watcher.expectNothing();
            }

            assertEquals(0, held(broker));
        }
    }

    /** Cut anywhere, several in a row, they say what they say. */
    @Test
    void areReadWhereverTheyAreCut() throws Exception {
        try (var broker = BoundedBroker.usual();
                var listener = RawClient.connected(broker.port(), "l");
                var sender = RawClient.connected(broker.port(), "p")) {
            listener.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            byte[] three = RawClient.bytes("30 04 00 01 't' '1' 30 04 00 01 't' '2' C0 00");
            for (int cut = 1; cut < three.length; cut++) {
                long before = broker.metrics().bytesReceived();
                sender.sendBytes(Arrays.copyOf(three, cut));
                received(broker, before + cut);
                sender.sendBytes(Arrays.copyOfRange(three, cut, three.length)).expect("D0 00");
                listener.expect("30 04 00 01 't' '1' 30 04 00 01 't' '2'");
            }
            listener.expectNothing();
            assertEquals(0, held(broker));
        }
    }

    /** By the broker, of all clients. */
    private static void received(BoundedBroker broker, long bytes) {
        while (broker.metrics().bytesReceived() < bytes) {
            Thread.onSpinWait();
        }
    }

    private static long held(BoundedBroker broker) {
        return broker.metrics().memory().held().getOrDefault("half-packets", -1L);
    }

    private RawClient open(BoundedBroker broker, String from) throws IOException {
        var client = new RawClient(broker.port(), from);
        opened.add(client);
        return client;
    }

    private RawClient connected(BoundedBroker broker, String from, String id) throws IOException {
        RawClient client = open(broker, from);
        return client.sendBytes(RawClient.connect(id, 2)).expect("20 02 00 00");
    }

    /** All but its last byte, or as much as is taken. */
    private static void half(RawClient client, byte[] packet) {
        try {
            client.sendBytes(Arrays.copyOf(packet, packet.length - 1));
        } catch (IOException e) {
            // It is closed already: that is one way to bound it.
        }
    }

    private static byte[] publish(int size) {
        byte[] head = RawClient.bytes("30 00 00 00 00 01 'x'");
        byte[] packet = Arrays.copyOf(head, 4 + size);
        packet[1] = (byte) ((size & 0x7F) | 0x80);
        packet[2] = (byte) (((size >> 7) & 0x7F) | 0x80);
        packet[3] = (byte) (size >> 14);
        packet[5] = 1;
        packet[6] = 'x';
        return packet;
    }

    /** With a will of so many bytes. */
    private static byte[] connect(int will) {
        int size = 10 + 3 + 3 + 2 + will;
        byte[] head =
                RawClient.bytes(
                        "10 %02X %02X %02X 00 04 'MQTT' 04 06 00 00 00 01 'c' 00 01 'w' %02X %02X"
                                .formatted(
                                        (size & 0x7F) | 0x80,
                                        ((size >> 7) & 0x7F) | 0x80,
                                        size >> 14,
                                        will >> 8,
                                        will & 0xFF));
        return Arrays.copyOf(head, head.length + will);
    }
}
