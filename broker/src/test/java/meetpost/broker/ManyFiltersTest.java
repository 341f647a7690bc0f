package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import meetpost.broker.budget.Budget;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;
import meetpost.broker.retained.Retained;
import meetpost.broker.retained.RetainedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one client asks for with filters costs others neither memory nor time. */
class ManyFiltersTest {

    private static final int HALF_A_MILLION = 500_000;

    /** The default of {@code limits: subscriptions}. */
    private static final int MOST = 1_000;

    @Test
    void filtersAfterTheFirstThousandOfAPacketAreRefused() throws Exception {
        try (var broker = BoundedBroker.usual();
                var client = RawClient.connected(broker.port(), "many")) {
            client.sendBytes(filters(0x82, new byte[] {0, 1, 'a', 0}, 3_000));
            client.expect("90 BA 17 00 01");
            byte[] codes = client.in().readNBytes(3_000);
            assertEquals(0, codes[MOST - 1]);
            assertEquals((byte) 0x80, codes[MOST]);
            assertEquals((byte) 0x80, codes[2_999]);
            broker.assertHeard("asks for 3000 subscriptions at once");

            client.sendBytes(filters(0xA2, new byte[] {0, 1, 'a'}, 3_000));
            client.expect("B0 02 00 01").expectNothing();
        }
    }

    @Test
    void aPacketOfHalfAMillionFiltersDoesNotEndABrokerWithASmallHeap(@TempDir Path directory)
            throws Exception {
        Process process = BrokerProcess.start(directory);
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            int port = Integer.parseInt(String.valueOf(out.readLine()));
            for (int header : new int[] {0x82, 0xA2}) {
                byte[] one = header == 0x82 ? new byte[] {0, 1, 'a', 0} : new byte[] {0, 1, 'a'};
                try (var client = RawClient.connected(port, "many")) {
                    client.sendBytes(filters(header, one, HALF_A_MILLION));
                    client.expectClosed();
                }
            }
            RawClient.connected(port, "friend").expectNothing().close();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What is left is sent in steps, between which others have their turn. */
    @Test
    void aFilterThatMayMatchAnythingIsNotTriedOnAllThatIsRetainedAtOnce() {
        var retained = new Retained(new Budget(Map.of(), false), false, topic -> {});
        for (int i = 0; i < 1_000; i++) {
            retained.restore(new Message(new Topic("x/" + i), new byte[] {1}, 0, true));
        }
        List<RetainedNode> found = new ArrayList<>();

        assertFalse(retained.match(FilterLevels.of("+/+/nothing"), 32, 200, found));
        assertFalse(retained.match(FilterLevels.of("#"), 2_000, 200, found));
        found.clear();
        assertTrue(retained.match(FilterLevels.of("x/7"), 32, 200, found));
        assertTrue(retained.match(FilterLevels.of("+/8"), 32, 200, found));
        assertEquals(2, found.size());
    }

    /** Each of the messages costs thousands of steps: the friend's ping comes between them. */
    @Test
    void messagesWhoseWayIsLongToFindLetOthersHaveTheirTurn() throws Exception {
        try (var broker = BoundedBroker.usual();
                var friend = RawClient.connected(broker.port(), "friend");
                var watcher = RawClient.connected(broker.port(), "watcher");
                var stranger = RawClient.connected(broker.port(), "stranger")) {
            friend.send("82 0A 00 01 00 05 'a/b/c' 00").expect("90 03 00 01 00");
            var random = new Random(20261130);
            for (int i = 0; i < 900; i++) {
                var filter = new StringBuilder();
                for (int level = 0; level < 19; level++) {
                    filter.append(random.nextBoolean() ? "+/" : "a/");
                }
                watcher.sendBytes(packet(0x82, "00 01 00 27", filter + "z", "00"));
                watcher.expect("90 03 00 01 00");
            }
            var flood = new ByteArrayOutputStream();
            flood.writeBytes(RawClient.bytes("C0 00"));
            for (int i = 0; i < 600; i++) {
                flood.writeBytes(packet(0x30, "00 29", "a/".repeat(19) + "%03d".formatted(i), ""));
            }
            flood.writeBytes(RawClient.bytes("C0 00"));
            stranger.sendBytes(flood.toByteArray()).expect("D0 00");

            friend.expectNothing();

            assertEquals(0, stranger.in().available());
            stranger.expect("D0 00");
        }
    }

    private static byte[] filters(int header, byte[] one, int many) {
        var body = new ByteArrayOutputStream();
        body.write(header);
        int length = 2 + one.length * many;
        for (int rest = length; rest > 0; rest >>= 7) {
            body.write((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
        }
        body.write(0);
        body.write(1);
        for (int i = 0; i < many; i++) {
            body.writeBytes(one);
        }
        return body.toByteArray();
    }

    private static byte[] packet(int header, String before, String text, String after) {
        byte[] first = RawClient.bytes(before);
        byte[] last = RawClient.bytes(after);
        var packet = new ByteArrayOutputStream();
        packet.write(header);
        packet.write(first.length + text.length() + last.length);
        packet.writeBytes(first);
        packet.writeBytes(text.getBytes(UTF_8));
        packet.writeBytes(last);
        return packet.toByteArray();
    }
}
