package meetpost.simulator.fleet;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** A connection to the broker. Used by the thread of its loop alone. */
final class Connection {

    /** Who owns it. */
    interface Owner {

        /** The broker listens: time for CONNECT. */
        void opened(Connection connection);

        void received(Packet packet);

        /** It is no more, for this reason. */
        void closed(String why);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final Wire wire;
    private final SelectionKey key;
    private final Owner owner;
    private final PacketReader reader = new PacketReader();
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean closed;

    Connection(Way way, Selector selector, Owner owner) throws IOException {
        this.owner = owner;
        this.channel = SocketChannel.open();
        this.wire = way.wire(channel);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (connect(way)) {
            key.interestOps(SelectionKey.OP_READ);
            owner.opened(this);
        }
    }

    private boolean connect(Way way) throws IOException {
        try {
            return channel.connect(way.broker());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends, or keeps until the broker takes it. */
    void send(byte[] packets) {
        if (key.isValid()) {
            waiting.add(ByteBuffer.wrap(packets));
            if (waiting.size() == 1) {
                guarded(this::flush);
            }
        }
    }

    /** The selector says that there is something to do. */
    void ready() {
        guarded(
                () -> {
                    if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
                        key.interestOps(SelectionKey.OP_READ);
                        owner.opened(this);
                    }
                    if (key.isValid() && key.isReadable()) {
                        if (!reader.read(wire, owner::received)) {
                            close("the broker closed the connection");
                        } else if (!waiting.isEmpty()) {
                            // TLS may only now be ready to take it.
                            flush();
                        }
                    }
                    if (key.isValid() && key.isWritable()) {
                        flush();
                    }
                });
    }

    /** Closes it; the owner is told, once. */
    void close(String why) {
        if (!closed) {
            closed = true;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                owner.closed(why + " (" + e.getMessage() + ")");
                return;
            }
            owner.closed(why);
        }
    }

    private void flush() throws IOException {
        ByteBuffer next = waiting.peek();
        while (next != null) {
            wire.write(next);
            if (next.hasRemaining()) {
                break;
            }
            waiting.remove();
            next = waiting.peek();
        }
        if (next == null && wire.full()) {
            wire.write(NOTHING);
        }
        key.interestOps(SelectionKey.OP_READ | (wire.full() ? SelectionKey.OP_WRITE : 0));
    }

    private void guarded(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
        }
    }

    /** Something that may break the connection. */
    @FunctionalInterface
    private interface Step {

        void take() throws IOException;
    }
}
