package meetpost.broker.packet;

import static meetpost.broker.message.ProtocolException.malformed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicTable;
import meetpost.broker.message.Utf8;

/**
 * The fields of one packet, in the order in which they stand. Never reads past the packet's end.
 * One instance serves all connections of an event loop, one packet at a time.
 */
public final class PacketReader {

    private final Utf8 utf8 = new Utf8();
    private final TopicTable topics;
    private final byte[] text = new byte[0xFFFF];

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int at;
    private int end;

    public PacketReader(TopicTable topics) {
        this.topics = topics;
    }

    /** Starts with the packet body from {@code start} up to {@code end}. */
    public void open(ByteBuf buffer, int start, int end) {
        this.in = buffer;
        this.at = start;
        this.end = end;
    }

    public void close() {
        in = Unpooled.EMPTY_BUFFER;
    }

    public boolean hasMore() {
        return at < end;
    }

    public int at() {
        return at;
    }

    /** Reads again from there on. */
    public void returnTo(int before) {
        at = before;
    }

    public int u8() throws ProtocolException {
        need(1);
        return in.getUnsignedByte(at++);
    }

    int u16() throws ProtocolException {
        need(2);
        int value = in.getUnsignedShort(at);
        at += 2;
        return value;
    }

    long u32() throws ProtocolException {
        need(4);
        long value = in.getUnsignedInt(at);
        at += 4;
        return value;
    }

    /** A variable byte integer, MQTT 5 section 1.5.5: four bytes at most, the shortest form. */
    int varint() throws ProtocolException {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int b = u8();
            value |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                if (b == 0 && shift > 0) {
                    throw malformed("a variable byte integer is longer than it need be");
                }
                return value;
            }
        }
        throw malformed("a variable byte integer has more than four bytes");
    }

    public int packetId() throws ProtocolException {
        return packetId(Reason.PROTOCOL_ERROR);
    }

    /** A packet identifier; 0 is refused with {@code reason}. */
    public int packetId(int reason) throws ProtocolException {
        int id = u16();
        if (id == 0) {
            throw new ProtocolException(reason, "the packet identifier is 0");
        }
        return id;
    }

    public String utf8() throws ProtocolException {
        int length = u16();
        need(length);
        in.getBytes(at, text, 0, length);
        at += length;
        return utf8.decode(text, length);
    }

    byte[] binary() throws ProtocolException {
        return bytes(u16());
    }

    public byte[] rest() {
        return copy(end - at);
    }

    byte[] bytes(int length) throws ProtocolException {
        need(length);
        return copy(length);
    }

    /** The topic of a PUBLISH or will: checked, and the same object for the same name mostly. */
    public Topic topic() throws ProtocolException {
        int length = u16();
        need(length);
        in.getBytes(at, text, 0, length);
        at += length;
        return topics.of(text, length, utf8);
    }

    /** The properties of an MQTT 5 packet, of which {@code allowed} may occur. */
    public Properties properties(Properties.Allowed allowed) throws ProtocolException {
        int length = varint();
        need(length);
        if (length == 0) {
            return Properties.NONE;
        }
        int endOfPacket = end;
        end = at + length;
        Properties properties = Properties.read(this, end, allowed);
        end = endOfPacket;
        return properties;
    }

    /** The bytes from {@code start} up to where this reader stands. */
    void since(int start, ByteBuf out) {
        out.writeBytes(in, start, at - start);
    }

    public void requireEnd() throws ProtocolException {
        if (at != end) {
            throw malformed("the packet is %s bytes too long".formatted(end - at));
        }
    }

    private byte[] copy(int length) {
        byte[] bytes = new byte[length];
        in.getBytes(at, bytes);
        at += length;
        return bytes;
    }

    private void need(int length) throws ProtocolException {
        if (end - at < length) {
            throw malformed("the packet ends inside a field");
        }
    }
}
