import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limit of what a broker on Netty can do with one event loop: hands each PUBLISH on, byte for
 * byte, to whoever subscribed to its topic or to {@code …/#}, and answers what the protocol makes a
 * client wait for. It checks nothing, keeps nothing, counts nothing, and whoever reads slowly fills
 * its memory.
 *
 * <pre>java Relay PORT</pre>
 */
public final class Relay {

    private final Map<String, List<Peer>> exact = new HashMap<>();
    private final List<Peer> all = new ArrayList<>();

    public static void main(String[] args) throws InterruptedException {
        var relay = new Relay();
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(
                                ChannelOption.ALLOCATOR,
                                new PooledByteBufAllocator(true, 0, 1, 8192, 6, 0, 0, true))
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel client) {
                                        client.pipeline().addLast(relay.new Peer());
                                    }
                                });
        bootstrap
                .bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    /** One client. */
    private final class Peer extends ByteToMessageDecoder {

        private ChannelHandlerContext ctx;
        private ByteBuf out;
        private boolean planned;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            ctx = context;
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> none) {
            int start = in.readerIndex();
            int at = start + 1;
            int length = 0;
            int shift = 0;
            byte b;
            do {
                if (at >= in.writerIndex()) {
                    return;
                }
                b = in.getByte(at++);
                length |= (b & 0x7F) << shift;
                shift += 7;
            } while (b < 0);
            if (at + length > in.writerIndex()) {
                return;
            }
            packet(in, start, at, at + length);
            in.readerIndex(at + length);
        }

        private void packet(ByteBuf in, int start, int body, int end) {
            int first = in.getUnsignedByte(start);
            switch (first >> 4) {
                case 1 -> room(4).writeInt(0x20020000);
                case 3 -> publish(in, start, body, end, first >> 1 & 3);
                case 5 -> answer(0x62, in, body);
                case 6 -> answer(0x70, in, body);
                case 8 -> subscribe(in, body, first);
                case 10 -> answer(0xB0, in, body);
                case 12 -> room(2).writeShort(0xD000);
                default -> { }
            }
        }

        private void subscribe(ByteBuf in, int body, int first) {
            String filter = text(in, body + 2);
            if (filter.endsWith("#")) {
                all.add(this);
            } else {
                exact.computeIfAbsent(filter, any -> new ArrayList<>()).add(this);
            }
            int qos = in.getByte(body + 4 + filter.length());
            room(5).writeShort(0x9003).writeShort(in.getShort(body)).writeByte(qos);
        }

        private void publish(ByteBuf in, int start, int body, int end, int qos) {
            List<Peer> listening = exact.getOrDefault(text(in, body), all);
            for (Peer peer : listening) {
                peer.room(end - start).writeBytes(in, start, end - start);
            }
            if (qos > 0) {
                int id = body + 2 + in.getUnsignedShort(body);
                answer(qos == 1 ? 0x40 : 0x50, in, id);
            }
        }

        private void answer(int type, ByteBuf in, int idAt) {
            room(4).writeByte(type).writeByte(2).writeShort(in.getShort(idAt));
        }

        private String text(ByteBuf in, int at) {
            return in.toString(at + 2, in.getUnsignedShort(at), StandardCharsets.UTF_8);
        }

        /** Gathers until the end of the event loop's round: one write for each client and round. */
        private ByteBuf room(int size) {
            if (out == null) {
                out = ctx.alloc().directBuffer(Math.max(size, 512));
            }
            if (!planned) {
                planned = true;
                ctx.executor().execute(this::flush);
            }
            return out;
        }

        private void flush() {
            planned = false;
            ByteBuf full = out;
            out = null;
            ctx.writeAndFlush(full, ctx.voidPromise());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            all.remove(this);
            exact.values().forEach(listening -> listening.remove(this));
            exact.values().removeIf(List::isEmpty);
            super.channelInactive(context);
        }
    }
}
