package meetpost.broker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** What has come of a packet that is not whole yet. Confined to the event loop. */
final class PartialPacket {

    private static final int SMALLEST = 256;

    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    boolean isThere() {
        return bytes.isReadable();
    }

    /** To be read from. */
    ByteBuf bytes() {
        return bytes;
    }

    /** The same, with what has come since. */
    ByteBuf with(ByteBuf more) {
        bytes.writeBytes(more);
        return bytes;
    }

    /** Copies what was not read. */
    void keep(ByteBuf rest, ByteBufAllocator allocator) {
        if (rest.isReadable()) {
            bytes = allocator.buffer(Math.max(SMALLEST, rest.readableBytes()), Integer.MAX_VALUE);
            bytes.writeBytes(rest);
        }
    }

    /** Lets go of what was read. */
    void shrink() {
        if (bytes.isReadable()) {
            bytes.discardReadBytes();
        } else {
            release();
        }
    }

    void release() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
    }
}
