package meetpost.broker.connection;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;

/** What goes out to one client, gathered into large pieces. Nothing leaves before a flush. */
final class Output {

    /** What is gathered before it is handed to the channel. */
    private static final int CHUNK = 64 << 10;

    private static final int FIRST_CHUNK = 512;

    private static final int FAREWELL_SECONDS = 2;

    /** In a round so much goes without asking: it mostly leaves at its end. */
    private static final int FREE = 4 << 10;

    private static final int STEP = 16 << 10;

    private final Channel channel;
    private final Holding holding;
    private long unsettled;
    private ByteBuf gathered = Unpooled.EMPTY_BUFFER;

    Output(Channel channel, Holding holding) {
        this.channel = channel;
        this.holding = holding;
    }

    /** Takes room for so many bytes more than what has been gathered; false if there is none. */
    boolean reserves(long bytes) {
        long beyond = unsettled + bytes - holding.held(Use.OUTPUT) - FREE;
        return beyond <= 0 || holding.take(Use.OUTPUT, Math.max(STEP, beyond));
    }

    /** Bytes that the socket has not taken. */
    long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** After a flush: holds what is pending and no more; false if there is no room for that. */
    boolean settle() {
        unsettled = pending();
        long more = unsettled - holding.held(Use.OUTPUT);
        if (more <= 0) {
            holding.give(Use.OUTPUT, -more);
            return true;
        }
        return holding.take(Use.OUTPUT, more);
    }

    /**
     * Runs a task once the socket has taken all that was flushed, or never will: later, for a
     * listener is told before its own bytes are counted off.
     */
    void whenTaken(Runnable task) {
        var unused =
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(taken -> channel.eventLoop().execute(task));
    }

    /** A buffer to write {@code size} bytes to. */
    ByteBuf room(int size) {
        unsettled += size;
        if (gathered.isReadable() && gathered.readableBytes() + size > CHUNK) {
            handOver();
        }
        if (gathered.capacity() == 0) {
            gathered = channel.alloc().directBuffer(Math.max(size, FIRST_CHUNK));
        }
        return gathered;
    }

    /** Puts a piece of its own behind what was gathered. Takes it over. */
    void share(ByteBuf piece) {
        handOver();
        unsettled += piece.readableBytes();
        if (channel.isActive()) {
            var unused = channel.write(piece, channel.voidPromise());
        } else {
            piece.release();
        }
    }

    /** Gives what was gathered to the channel, which still keeps it until a flush. */
    void handOver() {
        ByteBuf full = gathered;
        gathered = Unpooled.EMPTY_BUFFER;
        if (!channel.isActive()) {
            full.release();
        } else if (full.isReadable()) {
            var unused = channel.write(full, channel.voidPromise());
        }
    }

    /**
     * Closes the connection once all is sent, and does not wait long for a client that does not
     * read it.
     *
     * @param lingering closes its own side first and waits for the client's, up to as long: closing
     *     over what the client is still sending would reset the connection, and it might never see
     *     the last word
     */
    void end(boolean lingering) {
        ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (lingering && channel instanceof DuplexChannel duplex) {
            var unusedSent = sent.addListener(done -> shut(duplex));
        } else {
            var unusedSent = sent.addListener(ChannelFutureListener.CLOSE);
        }
        var late = channel.eventLoop().schedule(this::close, FAREWELL_SECONDS, SECONDS);
        var unusedEnd = channel.closeFuture().addListener(done -> late.cancel(false));
    }

    /** WebSocket and TLS have last words of their own, RFC 6455 section 5.5.1, RFC 8446 6.1. */
    private static void shut(DuplexChannel channel) {
        WebSocketFrames frames = channel.pipeline().get(WebSocketFrames.class);
        if (frames != null) {
            var unused = channel.writeAndFlush(frames.goodbye());
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutSocket(channel);
        } else {
            var unused = tls.closeOutbound().addListener(done -> shutSocket(channel));
        }
    }

    private static void shutSocket(DuplexChannel channel) {
        var unused = channel.shutdownOutput();
    }

    private void close() {
        var unused = channel.close();
    }

    /** The channel is gone. */
    void release() {
        gathered.release();
        gathered = Unpooled.EMPTY_BUFFER;
    }
}
