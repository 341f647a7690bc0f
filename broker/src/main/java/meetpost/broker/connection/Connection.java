package meetpost.broker.connection;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import meetpost.broker.access.ListenerPolicy;
import meetpost.broker.access.Tls;
import meetpost.broker.budget.Holding;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.PacketOutput;
import meetpost.broker.packet.PacketSize;
import meetpost.broker.storage.WriteBatch;

/**
 * The bytes of one client: cuts what comes in into packets, gathers what goes out until the end of
 * the event loop's round, then sends it in one piece.
 */
public final class Connection extends ChannelInboundHandlerAdapter
        implements Evictable, PacketOutput, WriteBatch.Flushable {

    /** Answers that a client does not fetch, in bytes: past this nothing more is read from it. */
    private static final int UNFETCHED = 128 << 10;

    private final ConnectionContext context;
    private final Channel channel;
    private final ListenerPolicy door;
    private final String host;
    private final String address;
    private final boolean own;
    private final ClientProtocol conversation;
    private final Output output;
    private final UnreadOutput unread;
    private final SlowReader slowReader;

    private final Holding holding;
    private final Input input;
    private boolean dirty;
    private boolean closing;
    private boolean lingering;

    /**
     * Of a client that has said nothing yet.
     *
     * @param remote the client's end
     * @param local ours
     */
    public Connection(
            ConnectionContext context,
            Channel channel,
            InetSocketAddress remote,
            InetSocketAddress local,
            ListenerPolicy door) {
        this.context = context;
        this.channel = channel;
        this.door = door;
        this.host = remote.getAddress().getHostAddress();
        this.address = host + ":" + remote.getPort();
        this.own = context.shares().ownsConnection(remote, local);
        this.holding = new Holding(context.shares().ofAddress(host, own), this);
        this.output = new Output(channel, holding);
        this.conversation = new ClientProtocol(context, this);
        this.unread = new UnreadOutput(context, this, conversation, output, holding);
        this.slowReader = new SlowReader(context, this, conversation);
        this.input = new Input(context, this, conversation, channel, holding);
    }

    @Override
    public void end(String why) {
        conversation.end(Reason.SUCCESS, why);
        abort();
    }

    /** Where the client is, for the log. */
    String address() {
        return address;
    }

    /** Whether the client is this process. */
    boolean own() {
        return own;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Holding holding() {
        return holding;
    }

    /** Of the listener that the client came in by. */
    ListenerPolicy door() {
        return door;
    }

    /** The common name of the certificate that the client showed; none without one. */
    @Nullable
    String certifiedUser() {
        return Tls.commonName(channel);
    }

    /** When a whole packet last came, by {@link System#nanoTime}. */
    long lastReceived() {
        return input.lastReceived();
    }

    ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return channel.eventLoop().schedule(task, delay.toNanos(), NANOSECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        conversation.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            context.counters().bytesReceived += in.readableBytes();
            input.received(in);
        } finally {
            in.release();
        }
    }

    /** Whether nothing more is taken from it. */
    boolean closing() {
        return closing;
    }

    @Override
    public void giveWay() {
        input.giveWay();
    }

    @Override
    public void share(ByteBuf payload) {
        context.counters().bytesSent += payload.readableBytes();
        output.share(payload);
    }

    /** Takes no further packet until {@link #proceed}. */
    void await() {
        input.await();
        channel.config().setAutoRead(false);
    }

    void proceed() {
        if (!closing) {
            channel.config().setAutoRead(true);
        }
        input.proceed();
    }

    /** Whether the client keeps up with what it is sent. */
    boolean takes() {
        return channel.isWritable() && !closing;
    }

    /** Takes room for so many bytes until the client has read them; if there is none, later. */
    boolean reserves(long bytes) {
        return unread.reserves(bytes);
    }

    @Override
    public void unread() {
        unread.refuse();
    }

    @Override
    public ByteBuf room(int size) {
        touch();
        context.counters().bytesSent += size;
        context.counters().messagesSent++;
        return output.room(size);
    }

    private void touch() {
        if (!dirty) {
            dirty = true;
            context.round().touched(this);
        }
    }

    /** At the end of the round, once everything is stored that must be and can be. */
    @Override
    public void flush() {
        dirty = false;
        output.handOver();
        if (closing) {
            channel.config().setAutoRead(true);
            output.end(lingering && channel.pipeline().get(SilencedConnection.class) == null);
        } else {
            channel.flush();
            unread.settle();
        }
    }

    /** Sends what was gathered, then closes; the client may still be sending. */
    void dismiss() {
        lingering = true;
        close();
    }

    /** Sends what was gathered, then closes. */
    void close() {
        if (!closing) {
            closing = true;
            touch();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            slowReader.reads();
            if (!input.waiting()) {
                channel.config().setAutoRead(true);
            }
            conversation.writable();
        } else {
            slowReader.stalls();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Once its output is shut a channel is never writable again, and yet has to be read.
        if (!closing && channel.bytesBeforeWritable() > UNFETCHED) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        slowReader.reads();
        input.release();
        output.release();
        unread.release();
        conversation.lost("the connection broke");
        holding.end();
        context.admission().closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (BrokenConnection.isFrameTooLarge(cause)) {
            conversation.failed(new PacketSize(context.limits()).exceededByFrame());
            return;
        }
        conversation.end(Reason.UNSPECIFIED, BrokenConnection.inWords(cause));
        abort();
    }

    /** Something failed here that nobody foresaw: it costs this connection. */
    @Override
    public void broke(Throwable defect) {
        try {
            conversation.end(Reason.UNSPECIFIED, "a fault of this broker: " + defect);
        } finally {
            abort();
        }
    }

    /** As a pulled cable does: for simulations. */
    void cut() {
        SilencedConnection.on(channel);
    }

    void abort() {
        var unused = channel.close();
    }
}
