package meetpost.broker.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.packet.FixedHeader;
import meetpost.broker.packet.Frame;

/**
 * What has come of a packet that is not whole yet. It grows as bytes come, whatever length was
 * announced, and only within a share. Confined to the event loop.
 */
final class PartialPacket {

    private static final int SMALLEST = 256;

    /** Up to here it is one piece; then it grows by pieces of this size, and is not copied. */
    private static final int PIECE = 64 << 10;

    private final ByteBufAllocator allocator;
    private final Holding holding;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    PartialPacket(ByteBufAllocator allocator, Holding holding) {
        this.allocator = allocator;
        this.holding = holding;
    }

    boolean isThere() {
        return bytes.isReadable();
    }

    /** To be read from. */
    ByteBuf bytes() {
        return bytes;
    }

    /** How many bytes it takes at least until more is known about it, or it is whole. */
    int missing() throws ProtocolException {
        int start = bytes.readerIndex();
        int length = FixedHeader.remainingLength(bytes, start + 1);
        int whole = length < 0 ? 0 : 1 + Frame.varintLength(length) + length;
        return Math.max(1, whole - bytes.readableBytes());
    }

    /** Takes so many bytes over; false if there is no room for them. */
    boolean take(ByteBuf from, int length) {
        while (bytes.writableBytes() < length) {
            if (!grow(bytes.readableBytes() + length)) {
                return false;
            }
        }
        bytes.writeBytes(from, length);
        return true;
    }

    private boolean grow(int wanted) {
        if (wanted > PIECE && !bytes.isReadable() && bytes.capacity() == 0) {
            return start(PIECE);
        }
        return wanted > PIECE ? append() : start(wanted);
    }

    /** One piece, with what there is. */
    private boolean start(int wanted) {
        int capacity = Math.max(SMALLEST, Integer.highestOneBit(wanted - 1) << 1);
        if (!holding.take(Use.HALF_PACKETS, capacity)) {
            return false;
        }
        ByteBuf larger = allocator.directBuffer(capacity, capacity);
        larger.writeBytes(bytes);
        long before = holding.held(Use.HALF_PACKETS) - capacity;
        bytes.release();
        holding.give(Use.HALF_PACKETS, before);
        bytes = larger;
        return true;
    }

    private boolean append() {
        if (!holding.take(Use.HALF_PACKETS, PIECE)) {
            return false;
        }
        if (!(bytes instanceof CompositeByteBuf)) {
            bytes = allocator.compositeDirectBuffer(Integer.MAX_VALUE).addComponent(true, bytes);
        }
        ByteBuf piece = allocator.directBuffer(PIECE, PIECE).writerIndex(PIECE);
        ((CompositeByteBuf) bytes).addComponent(false, piece);
        return true;
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
        holding.give(Use.HALF_PACKETS, holding.held(Use.HALF_PACKETS));
    }
}
