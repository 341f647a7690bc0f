package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;

/** What clients do not fetch holds a share of direct memory at most. */
class UnreadOutputTest {

    private static final String STRANGER = "127.0.0.2";
    private static final int LIMIT = 2 << 20;

    private static final byte[] LARGE =
            RawClient.bytes("30 94 4E 00 01 't' '" + "x".repeat(10_001) + "'");

    @Test
    void aHundredSlowReadersLeaveAFriendHis() throws Exception {
        List<RawClient> readers = new ArrayList<>();
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, LIMIT);
                var friend = RawClient.connected(broker.port(), "friend")) {
            for (int i = 0; i < 100; i++) {
                readers.add(subscribed(broker, "s" + i));
            }
            friend.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            for (int i = 0; i < 1_000; i++) {
                friend.sendBytes(LARGE);
                friend.in().skipNBytes(LARGE.length);
                long held = broker.metrics().memory().held().get("output");
                assertTrue(held <= LIMIT, () -> held + " bytes are held");
            }
            friend.expectNothing();
        } finally {
            for (RawClient reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void isGivenBackWhenItIsFetched() throws Exception {
        try (var broker = BoundedBroker.with(Limit.BUFFERS_SIZE, LIMIT);
                var slow = subscribed(broker, "slow");
                var friend = RawClient.connected(broker.port(), "friend")) {
            for (int i = 0; i < 1_000; i++) {
                friend.sendBytes(LARGE);
            }
            friend.send("30 04 00 01 't' '!'").expectNothing();

            slow.send("C0 00");
            int before = slow.in().read();
            for (int header = before; header == 0x30; header = slow.in().read()) {
                int length = slow.in().read();
                length = length < 128 ? length : (length & 0x7F) + (slow.in().read() << 7);
                slow.in().skipNBytes(length);
            }
            slow.in().skipNBytes(1);
            while (broker.metrics().memory().held().get("output") > 0) {
                friend.expectNothing();
            }

            assertEquals(0, broker.metrics().memory().held().get("output"));
        }
    }

    private static RawClient subscribed(BoundedBroker broker, String id) throws IOException {
        var client = new RawClient(broker.port(), STRANGER);
        client.socket().setReceiveBufferSize(4_096);
        client.sendBytes(RawClient.connect(id, 2)).expect("20 02 00 00");
        return client.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
    }
}
