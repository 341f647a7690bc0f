package meetpost.broker.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import meetpost.broker.access.ListenerPolicy;
import meetpost.broker.access.Origins;
import meetpost.broker.budget.Use;
import meetpost.broker.settings.Authority;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Scheme;

/** One address on which clients are accepted. */
public final class Listener {

    /** Pending bytes at which a client no longer keeps up, and at which it does again. */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(128 << 10, 256 << 10);

    private static final int LARGEST_REQUEST = 8 << 10;

    /**
     * Connections that are accepted in a round of the event loop. With 16, as Netty has it, a
     * thousand a second wait for seconds where each round has much else to do.
     */
    private static final int AT_ONCE = 128;

    private static final int PLAIN = 3_000;
    private static final int ENCRYPTED = 40_000;
    private static final int WEB_SOCKET = 8_000;

    private final Scheme scheme;
    private final ConnectionContext context;
    private final ListenerPolicy door;
    private final Origins origins;

    private Listener(URI uri, ConnectionContext context, ListenerPolicy door) throws IOException {
        this.scheme = Scheme.of(uri);
        this.context = context;
        this.door = door;
        this.origins = new Origins(door, uri);
    }

    /**
     * Binds. The answer is the address with the port that was bound, and what to close.
     *
     * @throws IOException that names the address and what is wrong with it
     */
    public static Listening bind(
            URI uri,
            ConnectionContext context,
            ListenerPolicy door,
            EventLoopGroup group,
            ReadBuffer readBuffer,
            ByteBufAllocator allocator)
            throws IOException {
        var listener = new Listener(uri, context, door);
        var bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(AT_ONCE))
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.ALLOCATOR, allocator)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(listener.initializer());
        if (listener.scheme == Scheme.MQTT) {
            bootstrap.childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffer);
        }
        var address = new InetSocketAddress(Authority.of(uri).host(), listener.scheme.port(uri));
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw new IOException(
                    "cannot listen on %s: %s".formatted(uri, cause.getMessage()), cause);
        }
        return new Listening(uri, door, bound.channel());
    }

    /** A listener at work. */
    public record Listening(URI wanted, ListenerPolicy door, Channel channel) {

        /** With the port that was bound. */
        public URI uri() {
            int port = ((InetSocketAddress) channel.localAddress()).getPort();
            return URI.create(
                    "%s://%s:%s".formatted(wanted.getScheme(), Authority.of(wanted).host(), port));
        }

        /** Accepts nobody any more. Blocks for a second at most. */
        public void close() {
            channel.close().awaitUninterruptibly(1000);
        }
    }

    private ChannelInitializer<SocketChannel> initializer() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel client) {
                accept(client);
            }
        };
    }

    /** About what a connection takes of the heap before it says anything. */
    private int weight() {
        return PLAIN + (scheme.encrypted() ? ENCRYPTED : 0) + (scheme.webSocket() ? WEB_SOCKET : 0);
    }

    private void accept(SocketChannel client) {
        InetSocketAddress from = client.remoteAddress();
        if (from == null || !context.admission().accepts(from)) {
            var unused = client.close();
            return;
        }
        var connection = new Connection(context, client, from, client.localAddress(), door);
        if (!connection.holding().take(Use.CONNECTING, weight())) {
            context.admission().noRoomFor(from);
            var unused = client.close();
            return;
        }
        ChannelPipeline pipeline = client.pipeline();
        SslContext tls = door.tls();
        if (scheme.encrypted() && tls != null) {
            pipeline.addLast(tls.newHandler(client.alloc()));
        }
        if (scheme.webSocket()) {
            pipeline.addLast(
                    new HttpServerCodec(),
                    new HttpObjectAggregator(LARGEST_REQUEST),
                    new WebSocketUpgrade(
                            origins,
                            context.counters(),
                            context.events(),
                            context.limits().count(Limit.PACKET_SIZE) + 5));
        }
        pipeline.addLast(connection);
        context.admission().waits(connection);
    }
}
