package meetpost.broker.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import meetpost.broker.message.Reason;

/** The packets a broker answers with, in the version that the client speaks. */
public final class AckWriter {

    private static final byte[] PINGRESP = {(byte) 0xD0, 0};

    private final PacketOutput to;
    private boolean mqtt5;
    private int owed;

    public AckWriter(PacketOutput to) {
        this.to = to;
    }

    public void mqtt5(boolean value) {
        mqtt5 = value;
    }

    /** CONNACK of MQTT 3.1 and 3.1.1: return codes 0 to 5. */
    public void connack(boolean sessionPresent, int code) {
        ByteBuf out = to.room(4);
        out.writeByte(0x20).writeByte(2).writeByte(sessionPresent ? 1 : 0).writeByte(code);
    }

    /** Of CONNACK in MQTT 5, in bytes. */
    public static int connackSize(ByteBuf properties) {
        int length = properties.readableBytes();
        int body = 2 + Frame.varintLength(length) + length;
        return 1 + Frame.varintLength(body) + body;
    }

    /** CONNACK of MQTT 5. */
    public void connack(boolean sessionPresent, int reason, ByteBuf properties) {
        int length = properties.readableBytes();
        int body = 2 + Frame.varintLength(length) + length;
        ByteBuf out = to.room(5 + body);
        out.writeByte(0x20);
        writeVarint(out, body);
        out.writeByte(sessionPresent ? 1 : 0).writeByte(reason);
        writeVarint(out, length);
        out.writeBytes(properties);
    }

    /** PUBACKs that are still to come, {@code DeferredWrites}. */
    public int owed() {
        return owed;
    }

    public void owe(int more) {
        owed += more;
    }

    /** PUBACK, PUBREC, PUBREL or PUBCOMP: {@code type} 4 to 7. */
    public void acknowledge(int type, int packetId, int reason) {
        ByteBuf out = to.room(5);
        out.writeByte(type << 4 | (type == PacketType.PUBREL ? 2 : 0));
        if (mqtt5 && reason != Reason.SUCCESS) {
            out.writeByte(3).writeShort(packetId).writeByte(reason);
        } else {
            out.writeByte(2).writeShort(packetId);
        }
    }

    /** Of SUBACK or UNSUBACK in MQTT 5, in bytes. */
    public static int subackSize(int filters) {
        int body = 3 + filters;
        return 1 + Frame.varintLength(body) + body;
    }

    public void suback(int packetId, byte[] codes) {
        reasons(0x90, packetId, codes);
    }

    /** MQTT 3.1.1 has no codes in it. */
    public void unsuback(int packetId, byte[] codes) {
        reasons(0xB0, packetId, mqtt5 ? codes : new byte[0]);
    }

    private void reasons(int header, int packetId, byte[] codes) {
        int body = 2 + (mqtt5 ? 1 : 0) + codes.length;
        ByteBuf out = to.room(5 + body);
        out.writeByte(header);
        writeVarint(out, body);
        out.writeShort(packetId);
        if (mqtt5) {
            out.writeByte(0);
        }
        out.writeBytes(codes);
    }

    public void pingresp() {
        to.room(2).writeBytes(PINGRESP);
    }

    /** MQTT 5 alone lets a server say why it leaves. */
    public void disconnect(int reason) {
        if (mqtt5) {
            to.room(4).writeByte(0xE0).writeByte(1).writeByte(reason);
        }
    }

    /** The properties of a CONNACK: add what is wanted. */
    public static final class ConnackProperties {
        private final ByteBuf out = Unpooled.buffer(32);

        public ConnackProperties u16(int id, int value) {
            out.writeByte(id).writeShort(value);
            return this;
        }

        public ConnackProperties u32(int id, long value) {
            out.writeByte(id).writeInt((int) value);
            return this;
        }

        public ConnackProperties text(int id, String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.writeByte(id).writeShort(utf8.length).writeBytes(utf8);
            return this;
        }

        public ByteBuf encoded() {
            return out;
        }
    }

    static void writeVarint(ByteBuf out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
