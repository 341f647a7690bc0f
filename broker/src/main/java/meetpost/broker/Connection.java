package meetpost.broker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;

/**
 * The bytes of one client: cuts what comes in into packets, gathers what goes out until the end of
 * the event loop's round, then sends it in one piece.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /** AckHandler that a client does not fetch: past this nothing more is read from it. */
    private static final int UNFETCHED = 128 << 10;

    /** Until it is looked again whether there is room to send to a client. */
    private static final Duration RETRY = Duration.ofMillis(100);

    private final Engine engine;
    private final Channel channel;
    private final ListenerPolicy door;
    private final String host;
    private final String address;
    private final ClientProtocol conversation;
    private final Output output;
    private final SlowReader slowReader;

    private final Holding holding;
    private final Input input;
    private boolean dirty;
    private boolean starving;
    private boolean closing;
    private boolean lingering;

    Connection(Engine engine, Channel channel, InetSocketAddress remote, ListenerPolicy door) {
        this.engine = engine;
        this.channel = channel;
        this.door = door;
        this.host = remote.getAddress().getHostAddress();
        this.address = host + ":" + remote.getPort();
        this.holding = new Holding(engine.shares().ofAddress(host), this);
        this.output = new Output(channel, holding);
        this.conversation = new ClientProtocol(engine, this);
        this.slowReader = new SlowReader(engine, this, conversation);
        this.input = new Input(engine, this, conversation, channel, holding);
    }

    /** Others need its place, and it has not said who it is. */
    void end(String why) {
        conversation.end(Reason.SUCCESS, why);
        abort();
    }

    /** Where the client is, for the log. */
    String address() {
        return address;
    }

    /** Its address without the port. */
    String host() {
        return host;
    }

    /** What it makes the broker hold. */
    Holding holding() {
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
            engine.counters().bytesReceived += in.readableBytes();
            input.received(in);
        } finally {
            in.release();
        }
    }

    /** Whether nothing more is taken from it. */
    boolean closing() {
        return closing;
    }

    /** Others need the room that its half packet takes: the connection is closed in its turn. */
    void giveWay() {
        input.giveWay();
    }

    /** Sends what is shared with others, behind what was gathered. Takes it over. */
    void share(ByteBuf payload) {
        engine.counters().bytesSent += payload.readableBytes();
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
        if (output.reserves(bytes)) {
            return true;
        }
        starves();
        return false;
    }

    /** There is no room to send it anything, though its socket takes more. */
    private void starves() {
        engine.counters().reached(Limit.BUFFERS_SIZE);
        if (!starving) {
            starving = true;
            var unused = schedule(this::retry, RETRY);
        }
    }

    private void retry() {
        starving = false;
        if (!closing) {
            conversation.writable();
        }
    }

    /** What the socket has not taken counts until it has. */
    private void settle() {
        if (!output.settle()) {
            unread();
        } else if (holding.held(Use.OUTPUT) == 0) {
            engine.shares().unread().remove(this);
        } else if (engine.shares().unread().add(this)) {
            output.whenTaken(this::taken);
        }
    }

    private void taken() {
        engine.shares().unread().remove(this);
        settle();
    }

    /** There is no room for what it does not fetch. */
    void unread() {
        engine.counters().reached(Limit.BUFFERS_SIZE);
        conversation.end(
                Reason.QUOTA_EXCEEDED,
                "it does not read %s bytes, and there is no room for them"
                        .formatted(output.pending()));
        abort();
    }

    /** A buffer to write {@code size} bytes of packets to. */
    ByteBuf room(int size) {
        touch();
        engine.counters().bytesSent += size;
        engine.counters().messagesSent++;
        return output.room(size);
    }

    private void touch() {
        if (!dirty) {
            dirty = true;
            engine.round().touched(this);
        }
    }

    /** At the end of the round, once everything is stored that must be and can be. */
    void flush() {
        dirty = false;
        output.handOver();
        if (closing) {
            channel.config().setAutoRead(true);
            output.end(lingering && channel.pipeline().get(SilencedConnection.class) == null);
        } else {
            channel.flush();
            settle();
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
        engine.shares().unread().remove(this);
        conversation.lost("the connection broke");
        holding.end();
        engine.admission().closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (BrokenConnection.isFrameTooLarge(cause)) {
            conversation.failed(new PacketSize(engine.limits()).exceededByFrame());
            return;
        }
        conversation.end(Reason.UNSPECIFIED, BrokenConnection.inWords(cause));
        abort();
    }

    /** Something failed here that nobody foresaw: it costs this connection. */
    void broke(Throwable defect) {
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
