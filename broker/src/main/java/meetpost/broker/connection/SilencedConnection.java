package meetpost.broker.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands first on a connection and lets nothing through, in either direction, as if the cable had
 * been pulled: neither side hears of it. When the broker gives the client up, the socket stays: the
 * client is to find out by itself, and closes it then.
 */
final class SilencedConnection extends ChannelDuplexHandler {

    private boolean givenUp;

    /** From now on nothing gets through. On the channel's own thread. */
    static void on(Channel channel) {
        channel.pipeline().addFirst(new SilencedConnection());
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Nothing was read, as far as the others know.
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        // There is nothing to send.
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        giveUp(ctx);
        promise.trySuccess();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        giveUp(ctx);
    }

    private void giveUp(ChannelHandlerContext ctx) {
        if (!givenUp) {
            givenUp = true;
            ctx.fireChannelInactive();
        }
    }
}
