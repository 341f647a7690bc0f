package meetpost.broker.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import meetpost.broker.access.Origins;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.websocket.StreamingFrameDecoder;

/** The HTTP request that becomes a WebSocket: any path, RFC 6455. */
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** MQTT 3.1.1 and 5 say {@code mqtt} [MQTT-6.0.0-4]; clients of 3.1 say the other. */
    private static final String SUBPROTOCOLS = "mqtt,mqttv3.1";

    /** RFC 6455 section 4.1; there is no other. */
    private static final String VERSION = "13";

    private final Origins origins;
    private final Counters counters;
    private final EventLog events;
    private final WebSocketDecoderConfig frames;

    WebSocketUpgrade(Origins origins, Counters counters, EventLog events, int maxFrameBytes) {
        this.origins = origins;
        this.counters = counters;
        this.events = events;
        this.frames =
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxFrameBytes)
                        .closeOnProtocolViolation(false)
                        .build();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "not HTTP");
            return;
        }
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (!origins.allow(origin, request.headers().get(HttpHeaderNames.HOST))) {
            counters.refused++;
            origins.refused(String.valueOf(origin), events);
            refuse(ctx, HttpResponseStatus.FORBIDDEN, "this origin is not allowed");
            return;
        }
        if (!request.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED, "MQTT over WebSocket is spoken here");
            return;
        }
        if (!request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, true)) {
            var unused =
                    WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
            return;
        }
        // The frames' handler must be there before the first frame is, which may follow at once.
        ctx.pipeline().replace(this, "frames", new WebSocketFrames());
        var unused = handshaker(request.uri()).handshake(ctx.channel(), request);
    }

    /** Netty's, but for what it would keep of frames that are not whole. */
    private WebSocketServerHandshaker handshaker(String uri) {
        return new WebSocketServerHandshaker13(uri, SUBPROTOCOLS, frames) {
            @Override
            protected WebSocketFrameDecoder newWebsocketDecoder() {
                return new StreamingFrameDecoder(decoderConfig().maxFramePayloadLength());
            }
        };
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String why) {
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(why + "\n", UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        var unused = ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
