package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bytes are those of MQTT 3.1.1 sections 2.2 and 3.12. */
class PacketWriterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PacketWriter writer = new PacketWriter(out, () -> {}, () -> {});

    @Test
    void aPingGoesOutBetweenTwoPackets() throws Exception {
        write("32090003612F6200076869");
        writer.ping();
        write("40020007");

        assertEquals("32090003612F6200076869" + "C000" + "40020007", written());
    }

    /** The library writes a large packet in pieces, and its header by itself. */
    @Test
    void aPingWaitsForTheEndOfAPacket() throws Exception {
        // Remaining length 200 = 0xC8 0x01, torn apart in the middle.
        write("30C8");
        CompletableFuture<Void> ping = pingElsewhere();
        write("01");
        write("000161" + "58".repeat(100));
        assertEquals(false, ping.isDone());
        write("58".repeat(97));
        ping.get(60, TimeUnit.SECONDS);

        assertEquals("30C801" + "000161" + "58".repeat(197) + "C000", written());
    }

    @Test
    void aPacketWithoutABodyIsOverAtOnce() throws Exception {
        write("E000");
        writer.ping();

        assertEquals("E000C000", written());
    }

    @Test
    void aBrokenConnectionEndsAPingThatWaits() throws Exception {
        var broken =
                new PacketWriter(
                        new OutputStream() {
                            @Override
                            public void write(int value) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        () -> {},
                        () -> {});

        assertThrows(IOException.class, () -> broken.write(0x30));
        assertEquals(
                "the connection is broken",
                assertThrows(IOException.class, broken::ping).getMessage());
    }

    private CompletableFuture<Void> pingElsewhere() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        writer.ping();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void write(String hex) throws IOException {
        writer.write(HexFormat.of().parseHex(hex));
    }

    private String written() {
        return HexFormat.of().withUpperCase().formatHex(out.toByteArray());
    }
}
