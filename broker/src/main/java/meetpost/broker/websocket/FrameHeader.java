package meetpost.broker.websocket;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** What stands before the payload of a client's frame, RFC 6455 section 5.2, byte by byte. */
final class FrameHeader {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int LONGEST_CONTROL = 125;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;

    private final byte[] bytes = new byte[14];
    private int have;

    /** Takes the next byte; whether it was the last one. */
    boolean takes(byte next) throws CorruptedWebSocketFrameException {
        bytes[have++] = next;
        if (have == 2) {
            check();
        }
        return have >= 2 && have == lengthBytes() + 2 + MASK_BYTES;
    }

    private void check() throws CorruptedWebSocketFrameException {
        boolean known = opcode() <= BINARY || (opcode() >= CLOSE && opcode() <= PONG);
        if ((bytes[0] & RESERVED) != 0 || !known) {
            throw wrong("a frame with header 0x" + Integer.toHexString(bytes[0] & 0xFF));
        }
        if ((bytes[1] & MASKED) == 0) {
            throw wrong("a frame that is not masked");
        }
        if (control() && ((bytes[0] & FIN) == 0 || (bytes[1] & 0x7F) > LONGEST_CONTROL)) {
            throw wrong("a control frame in pieces, or of more than 125 bytes");
        }
    }

    static CorruptedWebSocketFrameException wrong(String what) {
        return new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, what);
    }

    private int lengthBytes() {
        int length = bytes[1] & 0x7F;
        return length == 126 ? 2 : length == 127 ? 8 : 0;
    }

    int opcode() {
        return bytes[0] & 0xF;
    }

    boolean control() {
        return opcode() >= CLOSE;
    }

    boolean last() {
        return (bytes[0] & FIN) != 0;
    }

    /** Of the payload in bytes; negative if it does not fit a long. */
    long length() {
        if (lengthBytes() == 0) {
            return bytes[1] & 0x7F;
        }
        long length = 0;
        for (int i = 0; i < lengthBytes(); i++) {
            length = (length << 8) | (bytes[2 + i] & 0xFF);
        }
        return length;
    }

    /** The first byte of the payload is masked with the highest one. */
    int mask() {
        int mask = 0;
        for (int i = have - MASK_BYTES; i < have; i++) {
            mask = (mask << 8) | (bytes[i] & 0xFF);
        }
        return mask;
    }

    /** Another frame begins. */
    void clear() {
        have = 0;
    }
}
