package meetpost.broker;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/** One address on which clients are accepted. */
final class Listener {

    /** Pending bytes at which a client no longer keeps up, and at which it does again. */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(128 << 10, 256 << 10);

    private final URI wanted;
    private final Channel channel;

    private Listener(URI wanted, Channel channel) {
        this.wanted = wanted;
        this.channel = channel;
    }

    /**
     * Binds.
     *
     * @throws IOException that names the address and what is wrong with it
     */
    static Listener bind(
            URI uri,
            Engine engine,
            EventLoopGroup group,
            ReadBuffer readBuffer,
            PooledByteBufAllocator allocator)
            throws IOException {
        if (!"mqtt".equals(uri.getScheme())) {
            throw new IOException("%s: a listener is mqtt://ADDRESS:PORT".formatted(uri));
        }
        var address =
                new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 1883 : uri.getPort());
        var bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.ALLOCATOR, allocator)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffer)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel client) {
                                        accept(client, engine);
                                    }
                                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw new IOException(
                    "cannot listen on %s: %s".formatted(uri, cause.getMessage()), cause);
        }
        return new Listener(uri, bound.channel());
    }

    private static void accept(SocketChannel client, Engine engine) {
        if (!engine.accepts(client.remoteAddress())) {
            var unused = client.close();
            return;
        }
        client.pipeline().addLast(new Connection(engine, client, client.remoteAddress()));
    }

    /** With the port that was bound. */
    URI uri() {
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        return URI.create("%s://%s:%d".formatted(wanted.getScheme(), wanted.getHost(), port));
    }

    void close() {
        channel.close().awaitUninterruptibly(1000);
    }
}
