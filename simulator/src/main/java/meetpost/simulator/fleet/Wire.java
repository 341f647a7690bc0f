package meetpost.simulator.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** The bytes of a connection, plain or encrypted. Never blocks. */
interface Wire extends ByteChannel {

    /** Whether there is something that the socket did not take. */
    boolean full();

    /** A socket as it is. */
    final class Plain implements Wire {

        private final SocketChannel channel;
        private boolean full;

        Plain(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return channel.read(to);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int count = channel.write(from);
            full = from.hasRemaining();
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
