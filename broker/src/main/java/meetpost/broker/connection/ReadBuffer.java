package meetpost.broker.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * The one buffer that all plain connections of an event loop are read into: {@link Connection} has
 * taken out what it needs before the next one reads. One read for each connection and round keeps
 * them fair.
 */
public final class ReadBuffer implements RecvByteBufAllocator {

    private static final int SIZE = 64 << 10;

    private final ByteBuf shared = Unpooled.directBuffer(SIZE, SIZE);

    /** Nobody reads any more. */
    public void release() {
        shared.release();
    }

    @Override
    public ExtendedHandle newHandle() {
        return new OneRead();
    }

    private final class OneRead implements ExtendedHandle {

        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            return shared.clear().retain();
        }

        @Override
        public int guess() {
            return SIZE;
        }

        @Override
        public void reset(ChannelConfig config) {
            last = 0;
        }

        @Override
        public void incMessagesRead(int messages) {}

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return false;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier more) {
            return false;
        }

        @Override
        public void readComplete() {}
    }
}
