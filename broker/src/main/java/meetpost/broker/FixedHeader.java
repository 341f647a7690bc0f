package meetpost.broker;

import io.netty.buffer.ByteBuf;

/** What every packet starts with, section 2.1. */
final class FixedHeader {

    private FixedHeader() {}

    /** -1 while the length is not there as a whole. */
    static int remainingLength(ByteBuf in, int at) throws ProtocolException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            if (at + i >= in.writerIndex()) {
                return -1;
            }
            int b = in.getUnsignedByte(at + i);
            value |= (b & 0x7F) << (7 * i);
            if (b < 0x80) {
                if (b == 0 && i > 0) {
                    throw ProtocolException.malformed(
                            "the remaining length is longer than it need be");
                }
                return value;
            }
        }
        throw ProtocolException.unanswerable("the remaining length has more than four bytes");
    }
}
