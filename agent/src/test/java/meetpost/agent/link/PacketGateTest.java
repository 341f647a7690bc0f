package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are those of MQTT 3.1.1 sections 2.2 and 3.3. */
class PacketGateTest {

    private static final byte[] MARK = "####".getBytes(US_ASCII);
    private static final int MAX = 16;

    @Test
    void letsSmallPacketsThrough() throws Exception {
        // CONNACK, PUBLISH "a/b" "hi" at QoS 1 with identifier 7, PUBACK 7.
        String bytes = "20020000" + "32090003612F6200076869" + "40020007";

        assertEquals(bytes, through(bytes));
    }

    @Test
    void replacesAPayloadThatIsTooLarge() throws Exception {
        // 100 bytes of payload: remaining length 2 + 3 + 2 + 100 = 107 = 0x6B.
        String large = "326B0003612F620007" + "58".repeat(100);

        // 2 + 3 + 2 + 4 = 11 = 0x0B, and the packet behind it is whole.
        assertEquals("320B0003612F62000723232323" + "40020007", through(large + "40020007"));
    }

    /** The library did not ask: it would close the connection. */
    @Test
    void keepsTheAnswersToPingsToItself() throws Exception {
        assertEquals("4002000740020008", through("D000" + "40020007" + "D000D000" + "40020008"));
    }

    @Test
    void replacesThePayloadOfARetainedMessageAtQos0() throws Exception {
        // 200 bytes: remaining length 2 + 1 + 200 = 203 = 0xCB 0x01.
        assertEquals(
                "3107" + "000161" + "23232323", through("31CB01" + "000161" + "58".repeat(200)));
    }

    @Test
    void readsALongLengthOfFourBytes() throws Exception {
        // The largest that MQTT knows: 0xFF 0xFF 0xFF 0x7F = 268 435 455. The stream ends in it.
        var gate = gate("30FFFFFF7F" + "000161" + "5858");

        byte[] start = gate.readNBytes(9);

        assertArrayEquals(HexFormat.of().parseHex("300700016123232323"), start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30FFFFFFFF01", // five bytes of length
                "36050001610000", // QoS 3
                "9020" + "00", // a SUBACK of 32 bytes
                "307F" + "FFFF", // a topic longer than its packet
                "3005000161", // ends in the middle
                "30" // ends in the header
            })
    void refusesWhatIsNoMqtt(String bytes) {
        assertThrows(IOException.class, () -> through(bytes));
    }

    @Test
    void tellsWhenBytesCameIn() throws Exception {
        var heard = new AtomicInteger();
        var gate =
                new PacketGate(
                        new ByteArrayInputStream(HexFormat.of().parseHex("D000")),
                        MAX,
                        MARK,
                        heard::incrementAndGet);

        gate.readNBytes(2);

        assertTrue(heard.get() > 0);
    }

    @Test
    void holdsTheEndBackUntilSomethingWasWritten() throws Exception {
        var gate = new PacketGate(InputStream.nullInputStream(), MAX, MARK, () -> {});
        var end = CompletableFuture.supplyAsync(() -> read(gate));
        assertThrows(
                java.util.concurrent.TimeoutException.class,
                () -> end.get(200, TimeUnit.MILLISECONDS));

        gate.spoken();

        assertEquals(-1, end.get(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void letsABytewiseReaderThrough() throws Exception {
        var gate = gate("32090003612F6200076869");

        assertEquals(0x32, gate.read());
        assertEquals(0x09, gate.read());
        assertEquals(0x00, gate.read());
    }

    private static int read(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -2;
        }
    }

    private static PacketGate gate(String hex) {
        var gate =
                new PacketGate(
                        new ByteArrayInputStream(HexFormat.of().parseHex(hex)),
                        MAX,
                        MARK,
                        () -> {});
        gate.spoken();
        return gate;
    }

    /** In pieces of at most 5 bytes, as a network may give them. */
    private static String through(String hex) throws IOException {
        var gate = gate(hex);
        var out = new ByteArrayOutputStream();
        byte[] piece = new byte[5];
        for (int got = gate.read(piece); got >= 0; got = gate.read(piece)) {
            out.write(piece, 0, got);
        }
        return HexFormat.of().withUpperCase().formatHex(out.toByteArray());
    }
}
