package meetpost.broker.packet;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import meetpost.broker.message.ProtocolException;

/** What every packet starts with, section 2.1. */
public final class FixedHeader {

    private FixedHeader() {}

    public static void requireConnect(int header) throws ProtocolException {
        if (header >> 4 != 1) {
            throw protocol(
                    String.format(Locale.ROOT, "its first packet is 0x%02X, not CONNECT", header));
        }
    }

    /** What a client may send after CONNECT; PINGRESP is for its reader to refuse. */
    public static void requireExpected(int header, int version) throws ProtocolException {
        int type = header >> 4;
        int flags = header & 0x0F;
        boolean right =
                switch (type) {
                    case 4, 5, 7, 9, 11, 12, 14 -> flags == 0;
                    // MQTT 3.1 sets DUP on what is sent again.
                    case 6, 8, 10 -> flags == 2 || (flags == 0x0A && version == 3);
                    default -> true;
                };
        if (type == 1) {
            throw protocol("a second CONNECT");
        }
        if (!right) {
            throw malformed(String.format(Locale.ROOT, "no packet starts with 0x%02X", header));
        }
        boolean fromServer = type == 2 || type == 9 || type == 11;
        if (type == 0 || fromServer || (type == 15 && version < 5)) {
            throw protocol("a client does not send packet type %s".formatted(type));
        }
    }

    /** -1 while the length is not there as a whole. */
    public static int remainingLength(ByteBuf in, int at) throws ProtocolException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            if (at + i >= in.writerIndex()) {
                return -1;
            }
            int b = in.getUnsignedByte(at + i);
            value |= (b & 0x7F) << (7 * i);
            if (b < 0x80) {
                if (b == 0 && i > 0) {
                    throw malformed("the remaining length is longer than it need be");
                }
                return value;
            }
        }
        throw ProtocolException.unanswerable("the remaining length has more than four bytes");
    }
}
