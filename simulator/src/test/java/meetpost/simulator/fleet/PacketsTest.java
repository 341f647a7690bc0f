package meetpost.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.Secret;
import org.junit.jupiter.api.Test;

/** Against literal bytes of MQTT 3.1.1. */
class PacketsTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void connectsWithAWillAndAPassword() {
        var login = new Login(Optional.of("u"), Optional.of(new Secret("p")));

        assertEquals(
                "10 21 00 04 4D 51 54 54 04 EE 00 3C"
                        + " 00 01 61"
                        + " 00 03 77 2F 73"
                        + " 00 07 6F 66 66 6C 69 6E 65"
                        + " 00 01 75 00 01 70",
                hex(Packets.connect("a", 60, Optional.of("w/s"), login)));
    }

    @Test
    void publishesRetainedAtQosOne() {
        assertEquals(
                "33 09 00 03 61 2F 62 00 0A 34 32", hex(Packets.publish("a/b", "42", true, 10)));
        assertEquals("32 07 00 01 61 01 00 4F 4E", hex(Packets.publish("a", "ON", false, 256)));
    }

    /** Section 2.2.3: 321 bytes are C1 02. */
    @Test
    void writesALongLengthInSeveralBytes() {
        String payload = "x".repeat(321 - 2 - 1 - 2);

        assertEquals(
                "33 C1 02 00 01 61", hex(Packets.publish("a", payload, true, 1)).substring(0, 17));
    }

    @Test
    void subscribesAcknowledgesPingsAndLeaves() {
        assertEquals(
                "82 0A 00 01 00 01 61 01 00 01 62 01",
                hex(Packets.subscribe(List.of("a", "b"), 1)));
        assertEquals("40 02 12 34", hex(Packets.acknowledge(0x1234)));
        assertEquals("C0 00", hex(Packets.ping()));
        assertEquals("E0 00", hex(Packets.disconnect()));
    }

    @Test
    void takesPacketsApartHoweverTheyArrive() throws IOException {
        byte[] bytes = SPACED.parseHex("20 02 00 00 32 07 00 01 61 01 00 4F 4E 40 02 12 34");
        for (int size = 1; size <= bytes.length; size++) {
            var packets = new ArrayList<String>();
            var reader = new PacketReader();

            boolean open = reader.read(pieces(bytes, size), packet -> packets.add(shown(packet)));

            assertFalse(open);
            assertEquals(List.of("2 0 2", "3 2 7", "4 0 2"), packets);
        }
    }

    @Test
    void takesAPacketThatIsLongerThanItsBuffer() throws IOException {
        byte[] bytes = Packets.publish("a", "x".repeat(5000), false, 1);
        var packets = new ArrayList<String>();

        new PacketReader().read(pieces(bytes, 1000), packet -> packets.add(shown(packet)));

        assertEquals(List.of("3 2 5005"), packets);
    }

    @Test
    void refusesWhatIsNotMqtt() {
        byte[] bytes = SPACED.parseHex("48 FF FF FF FF FF");

        assertThrows(
                IOException.class, () -> new PacketReader().read(pieces(bytes, 6), packet -> {}));
    }

    @Test
    void saysWhyABrokerRefuses() {
        var refused = new Packet(Packet.CONNACK, 0, ByteBuffer.wrap(new byte[] {0, 5}));

        assertEquals("not authorised: it wants a user name and a password", Way.refusal(refused));
    }

    private static String shown(Packet packet) {
        return packet.type() + " " + packet.flags() + " " + packet.body().remaining();
    }

    private static String hex(byte[] bytes) {
        return SPACED.formatHex(bytes);
    }

    /** Gives so many bytes at a time, and then the end. */
    private static ReadableByteChannel pieces(byte[] bytes, int size) {
        var in = new ByteArrayInputStream(bytes);
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) {
                byte[] piece = new byte[Math.min(size, into.remaining())];
                int count = in.read(piece, 0, piece.length);
                if (count > 0) {
                    into.put(piece, 0, count);
                }
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
