package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;

/** Wills of 60,000 bytes: what strangers leave to be said counts as what they hold. */
class WillBytesTest {

    private static final String STRANGER = "127.0.0.2";
    private static final int WILL = 60_000;
    private static final int LIMIT = 4 << 20;

    @Test
    void aStrangersWillsLeaveAFriendHisMemory() throws Exception {
        List<RawClient> strangers = new ArrayList<>();
        try (var broker = BoundedBroker.with(Limit.MEMORY_SIZE, LIMIT)) {
            for (int i = 0; i < 200; i++) {
                var stranger = new RawClient(broker.port(), STRANGER);
                strangers.add(stranger.sendBytes(withWill("s%03d".formatted(i), 0)));
                // Let in or refused: the answer or the end.
                int unused = stranger.in().read();
                long held = broker.metrics().memory().held().get("connections");
                assertTrue(held <= LIMIT, () -> held + " bytes are held");
            }

            RawClient.connected(broker.port(), "friend").expectNothing().close();
            broker.assertHeard("there is no memory for its CONNECT of 600");
        } finally {
            for (RawClient stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void aWillThatWaitsCountsUntilItsClientIsBack() throws Exception {
        try (var broker = BoundedBroker.usual()) {
            long before = broker.metrics().memory().held().get("sessions");
            var client = new RawClient(broker.port());
            client.sendBytes(withWill("w000", 3_600)).in().skipNBytes(11);
            client.close();
            await(broker, 60_000 + before);

            var again = new RawClient(broker.port());
            again.send("10 11 00 04 'MQTT' 05 00 00 00 00 00 04 'w000'").in().skipNBytes(11);

            long held = broker.metrics().memory().held().get("sessions");
            assertTrue(held < 10_000 + before, () -> held + " bytes are held");
            again.close();
            while (broker.metrics().sessions() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(before, broker.metrics().memory().held().get("sessions"));
        }
    }

    private static void await(BoundedBroker broker, long least) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (broker.metrics().memory().held().get("sessions") < least) {
            assertTrue(System.nanoTime() < until, "the will is not counted");
            Thread.onSpinWait();
        }
    }

    /** MQTT 5, a session of an hour, the will to be said after so many seconds, its topic w. */
    private static byte[] withWill(String id, int delay) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(RawClient.bytes("00 04 'MQTT' 05 04 00 00 05 11 00 00 0E 10"));
        body.write(RawClient.bytes("00 04 '" + id + "' 05 18 %08X 00 01 'w'".formatted(delay)));
        body.write(RawClient.bytes("EA 60"));
        body.write(new byte[WILL]);
        var packet = new ByteArrayOutputStream();
        int rest = body.size();
        packet.write(0x10);
        packet.write((rest & 0x7F) | 0x80);
        packet.write((rest >> 7 & 0x7F) | 0x80);
        packet.write(rest >> 14);
        body.writeTo(packet);
        return packet.toByteArray();
    }
}
