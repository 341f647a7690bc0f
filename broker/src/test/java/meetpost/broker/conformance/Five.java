package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * What conversations in MQTT 5 have in common: who connects, and answers that leave a server a
 * choice.
 */
public final class Five {

    private static final HexFormat HEX = HexFormat.of();

    private Five() {}

    /** Clean start, no properties, keep-alive 60 s; accepted. */
    public static Wire client(Peer broker, String id) {
        return client(broker, id, "");
    }

    /** Clean start with {@code properties} in hexadecimal; accepted. */
    public static Wire client(Peer broker, String id, String properties) {
        Wire wire = broker.open().send(connect("02", id, properties));
        connack(wire, 0, 0);
        return wire;
    }

    /** Resumes, or starts a session that never expires; session present is {@code present}. */
    public static Wire lasting(Peer broker, String id, int present) {
        Wire wire = broker.open().send(connect("00", id, "11 ff ff ff ff"));
        connack(wire, present, 0);
        return wire;
    }

    /** A CONNECT of MQTT 5 with keep-alive 60 s. */
    public static String connect(String flags, String id, String properties) {
        byte[] text = id.getBytes(UTF_8);
        int size = Bytes.of(properties).length;
        return "10 %02x 00 04 'MQTT' 05 %s 00 3c %02x %s 00 %02x %s"
                .formatted(
                        13 + size + text.length,
                        flags,
                        size,
                        properties,
                        text.length,
                        HEX.formatHex(text));
    }

    /** A client that has subscribed to {@code filter} with {@code options}. */
    public static Wire subscriber(Peer broker, String id, String filter, int options) {
        return subscribe(client(broker, id), filter, options);
    }

    /** Subscribes with packet id 1 and no properties; granted. */
    public static Wire subscribe(Wire wire, String filter, int options) {
        int length = filter.length();
        wire.send(
                "82 %02x 00 01 00 00 %02x '%s' %02x"
                        .formatted(length + 6, length, filter, options));
        suback(wire, 1, options & 3);
        return wire;
    }

    /** CONNACK; returns its properties in hexadecimal. */
    public static List<String> connack(Wire wire, int present, int reason) {
        Packet packet = Packet.next(wire, 2);
        assertEquals(0x20, packet.first(), packet::toString);
        assertEquals(present, packet.u8(), packet::toString);
        assertEquals(reason, packet.u8(), packet::toString);
        List<String> properties = packet.properties();
        assertEquals(0, packet.left(), packet::toString);
        return properties;
    }

    /** SUBACK with these reason codes; returns its properties. */
    public static List<String> suback(Wire wire, int id, Integer... reasons) {
        return list(wire, 9, id, reasons);
    }

    /** UNSUBACK with these reason codes; returns its properties. */
    public static List<String> unsuback(Wire wire, int id, Integer... reasons) {
        return list(wire, 11, id, reasons);
    }

    private static List<String> list(Wire wire, int type, int id, Integer... reasons) {
        Packet packet = Packet.next(wire, type);
        assertEquals(type << 4, packet.first(), packet::toString);
        assertEquals(id, packet.u16(), packet::toString);
        List<String> properties = packet.properties();
        var actual = new Integer[packet.left()];
        Arrays.setAll(actual, i -> packet.u8());
        assertEquals(List.of(reasons), List.of(actual), packet::toString);
        return properties;
    }

    /**
     * PUBACK (4), PUBREC (5), PUBREL (6) or PUBCOMP (7) with one of {@code reasons}; returns its
     * properties.
     */
    public static List<String> acknowledged(Wire wire, int type, int id, Integer... reasons) {
        Packet packet = Packet.next(wire, type);
        assertEquals(type << 4 | (type == 6 ? 2 : 0), packet.first(), packet::toString);
        assertEquals(id, packet.u16(), packet::toString);
        int reason = packet.left() == 0 ? 0 : packet.u8();
        assertTrue(List.of(reasons).contains(reason), packet::toString);
        return packet.properties();
    }

    /** The next packet is this PUBLISH, with its properties in any order. */
    public static void published(Wire wire, String publish) {
        byte[] actual = wire.packet();
        if (actual.length == 0 || (actual[0] & 0xf0) != 0x30) {
            throw new AssertionFailedError("expected a PUBLISH, received " + Bytes.inWords(actual));
        }
        assertEquals(Packet.publish(Bytes.of(publish)), Packet.publish(actual));
    }

    /**
     * Publishes nothing, sends {@code packets} and sees the connection end with one of {@code
     * reasons}, or without a word.
     */
    public static void refused(Wire wire, Integer... reasons) {
        Packet packet = Packet.any(wire);
        if (packet.isEmpty()) {
            return;
        }
        int type = packet.first();
        assertTrue(type == 0x20 || type == 0xe0, packet::toString);
        if (type == 0x20) {
            assertEquals(0, packet.u8(), packet::toString);
        }
        int reason = packet.left() == 0 ? 0 : packet.u8();
        assertTrue(List.of(reasons).contains(reason), packet::toString);
        assertTrue(
                packet.properties().stream().noneMatch(p -> p.startsWith("11")), packet::toString);
        wire.expectClosed();
    }

    /** The server says DISCONNECT with {@code reason} and closes. */
    public static void disconnected(Wire wire, int reason) {
        Packet packet = Packet.next(wire, 14);
        assertEquals(0xe0, packet.first(), packet::toString);
        assertEquals(reason, packet.u8(), packet::toString);
        packet.properties();
        wire.expectClosed();
    }
}
