package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import meetpost.agent.link.Message;
import org.junit.jupiter.api.Test;

class BridgedMessageKindTest {

    /** Ten o'clock, retained, topic a, payload 21, brought by direction b. */
    private static final String ON_DISK =
            "0000019aa5db3d00"
                    + "01"
                    + "00000001"
                    + "61"
                    + "00000002"
                    + "3231"
                    + "00000001"
                    + "00000001"
                    + "62";

    private final BridgedMessageKind kind = new BridgedMessageKind("cloud");

    @Test
    void isOnDiskAsLaterVersionsWillReadIt() throws Exception {
        var bytes = new ByteArrayOutputStream();
        kind.write(
                new BridgedMessage(
                        Message.retained("a", "21", 1),
                        List.of("b"),
                        Instant.parse("2025-11-21T10:00:00Z")),
                new DataOutputStream(bytes));

        assertEquals(ON_DISK, HexFormat.of().formatHex(bytes.toByteArray()));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        BridgedMessage crossing = read(HexFormat.of().parseHex(ON_DISK));

        assertEquals("a", crossing.message().topic());
        assertArrayEquals("21".getBytes(UTF_8), crossing.message().payload());
        assertEquals(true, crossing.message().isRetained());
        assertEquals(1, crossing.message().qos());
        assertEquals(List.of("b"), crossing.path());
        assertEquals(Instant.parse("2025-11-21T10:00:00Z"), crossing.time());
    }

    @Test
    void aKilobyteTakesAsMuchRoomAsAReading() {
        assertEquals(1, weight(0));
        assertEquals(1, weight(1023));
        assertEquals(33, weight(32_768));
    }

    @Test
    void saysSoWhenTheRecordIsCutShort() {
        byte[] whole = HexFormat.of().parseHex(ON_DISK);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> read(cut));
        }
    }

    private int weight(int bytes) {
        return kind.weight(
                new BridgedMessage(
                        Message.of("a", new byte[bytes], 1, false), List.of(), Instant.EPOCH));
    }

    private BridgedMessage read(byte[] bytes) throws IOException {
        return kind.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
