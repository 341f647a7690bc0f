package meetpost.broker.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * A packet of MQTT 5 as it came, taken apart: a server may add properties of its own choice, and
 * may put them in any order.
 */
public final class Packet {

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;
    private int at;

    private Packet(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The next packet on {@code wire}, which has to be of {@code type} (its first byte's upper
     * half).
     */
    public static Packet next(Wire wire, int type) {
        var packet = new Packet(wire.packet());
        if (packet.bytes.length == 0 || (packet.bytes[0] >> 4 & 0x0f) != type) {
            throw new AssertionFailedError(
                    "expected a packet of type %d, received %s"
                            .formatted(type, Bytes.inWords(packet.bytes)));
        }
        packet.skipHeader();
        return packet;
    }

    /** The next packet, or empty when the connection is closed. */
    static Packet any(Wire wire) {
        var packet = new Packet(wire.packet());
        packet.skipHeader();
        return packet;
    }

    /**
     * A PUBLISH in words that do not depend on the order of its properties; user properties keep
     * theirs.
     */
    public static String publish(byte[] bytes) {
        var packet = new Packet(bytes);
        packet.skipHeader();
        String topic = packet.take(packet.u16());
        boolean hasId = (bytes[0] & 0x06) != 0;
        String id = hasId ? " id " + packet.u16() : "";
        return "first byte %02x, topic %s%s, properties %s, payload %s"
                .formatted(
                        bytes[0],
                        topic,
                        id,
                        inAnyOrder(packet.properties()),
                        packet.take(packet.left()));
    }

    private static List<String> inAnyOrder(List<String> properties) {
        List<String> others =
                properties.stream()
                        .filter(property -> !property.startsWith("26"))
                        .sorted()
                        .toList();
        List<String> users =
                properties.stream().filter(property -> property.startsWith("26")).toList();
        var all = new ArrayList<String>(others);
        all.addAll(users);
        return all;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The first byte: type and flags. */
    public int first() {
        return bytes[0] & 0xff;
    }

    /** Bytes that were not read. */
    public int left() {
        return bytes.length - at;
    }

    /** Size of the whole packet. */
    public int size() {
        return bytes.length;
    }

    public int u8() {
        return bytes[at++] & 0xff;
    }

    public int u16() {
        return u8() << 8 | u8();
    }

    /**
     * Properties in hexadecimal, each with its identifier first. None where the packet ends here.
     */
    public List<String> properties() {
        if (left() == 0) {
            return List.of();
        }
        int end = varint();
        end += at;
        var properties = new ArrayList<String>();
        while (at < end) {
            int start = at;
            skipValue(varint());
            properties.add(HEX.formatHex(bytes, start, at));
        }
        return properties;
    }

    private void skipValue(int id) {
        switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a -> at += 1;
            case 0x13, 0x21, 0x22, 0x23 -> at += 2;
            case 0x02, 0x11, 0x18, 0x27 -> at += 4;
            case 0x0b -> varint();
            case 0x26 -> {
                take(u16());
                take(u16());
            }
            case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f -> take(u16());
            default ->
                    throw new AssertionFailedError("unknown property in " + Bytes.inWords(bytes));
        }
    }

    private String take(int length) {
        at += length;
        return HEX.formatHex(Arrays.copyOfRange(bytes, at - length, at));
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private void skipHeader() {
        if (bytes.length > 0) {
            at = 1;
            varint();
        }
    }

    @Override
    public String toString() {
        return Bytes.inWords(bytes);
    }
}
