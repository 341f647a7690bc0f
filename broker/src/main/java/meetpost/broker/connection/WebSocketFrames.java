package meetpost.broker.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * MQTT inside WebSocket frames, whose borders mean nothing to it: [MQTT-6.0.0-1] binary only,
 * [MQTT-6.0.0-2] packets may cross them.
 */
final class WebSocketFrames extends ChannelDuplexHandler {

    /** RFC 6455 section 7.4.1. */
    private static final int NORMAL = 1000;

    private static final int NOT_BINARY = 1003;

    private int status = NORMAL;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof BinaryWebSocketFrame
                || message instanceof ContinuationWebSocketFrame) {
            ctx.fireChannelRead(((WebSocketFrame) message).content());
        } else if (message instanceof PingWebSocketFrame ping) {
            var unused = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else {
            boolean text = message instanceof TextWebSocketFrame;
            boolean goodbye = message instanceof CloseWebSocketFrame;
            ReferenceCountUtil.release(message);
            if (text) {
                end(ctx, NOT_BINARY, ctx.newPromise());
            } else if (goodbye) {
                end(ctx, NORMAL, ctx.newPromise());
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean bytes = message instanceof ByteBuf buffer && buffer.isReadable();
        Object out = bytes ? new BinaryWebSocketFrame((ByteBuf) message) : message;
        var unused = ctx.write(out, promise);
    }

    /** What is wrong with a frame is told in the last one. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException wrong) {
            status = wrong.closeStatus().code();
        }
        ctx.fireExceptionCaught(cause);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        end(ctx, status, promise);
    }

    /** The last word of whoever ends a connection in order. */
    CloseWebSocketFrame goodbye() {
        return new CloseWebSocketFrame(status, "");
    }

    private static void end(ChannelHandlerContext ctx, int status, ChannelPromise promise) {
        var unusedWrite = ctx.writeAndFlush(new CloseWebSocketFrame(status, ""));
        var unusedClose = ctx.close(promise);
    }
}
