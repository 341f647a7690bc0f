package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200,000 messages into one offline session of a broker with a heap of 64 MB. */
class OfflineFloodTest {

    private static final int MESSAGES = 200_000;
    private static final int BATCH = 1_000;

    @TempDir Path directory;

    @Test
    void keepsTheFirstTenThousandAndServesOn() throws Exception {
        Process process = BrokerProcess.start(directory);
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            int port = Integer.parseInt(String.valueOf(out.readLine()));
            try (var offline = RawClient.connected(port, "s", 0, "20 02 00 00")) {
                offline.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
                offline.send("E0 00").expectClosed();
            }

            flood(port);

            int kept = 0;
            try (var offline = RawClient.connected(port, "s", 0, "20 02 01 00")) {
                for (; kept < 10_000; kept++) {
                    byte[] packet = offline.in().readNBytes(107);
                    assertEquals(kept, number(packet), "order");
                    offline.sendBytes(new byte[] {0x40, 2, packet[5], packet[6]});
                }
                offline.expectNothing();
            }
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** 100 bytes each, a thousand at a time; every one is acknowledged. */
    private static void flood(int port) throws Exception {
        try (var publisher = RawClient.connected(port, "p")) {
            for (int i = 0; i < MESSAGES; i += BATCH) {
                var batch = new ByteArrayOutputStream();
                for (int id = 1; id <= BATCH; id++) {
                    batch.writeBytes(
                            RawClient.bytes(
                                    "32 69 00 01 't' %04X '%0100d'".formatted(id, i + id - 1)));
                }
                publisher.sendBytes(batch.toByteArray());
                publisher.in().skipNBytes(4 * BATCH);
            }
        }
    }

    private static int number(byte[] packet) {
        return Integer.parseInt(new String(packet, 7, 100, UTF_8));
    }
}
