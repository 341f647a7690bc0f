package meetpost.broker.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;

/**
 * Decodes what a client sends and hands on the payload of data frames as it comes, in as many
 * pieces: whoever never finishes a frame makes nobody keep it here. Whole are only control frames,
 * of 125 bytes at most. Confined to the event loop.
 */
public final class StreamingFrameDecoder extends ChannelInboundHandlerAdapter
        implements WebSocketFrameDecoder {

    private final int longest;
    private final FrameHeader header = new FrameHeader();
    private final byte[] control = new byte[FrameHeader.LONGEST_CONTROL];
    private int controlBytes;
    private long missing;
    private int mask;
    private boolean inFrame;
    private boolean inMessage;
    private boolean over;

    /**
     * @param longest payload of one frame in bytes; a longer one is an error
     */
    public StreamingFrameDecoder(int longest) {
        this.longest = longest;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !over) {
                if (inFrame) {
                    payload(ctx, in);
                } else if (header.takes(in.readByte())) {
                    begin(ctx);
                }
            }
        } catch (CorruptedWebSocketFrameException e) {
            over = true;
            ctx.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    private void begin(ChannelHandlerContext ctx) throws CorruptedWebSocketFrameException {
        missing = header.length();
        mask = header.mask();
        inFrame = true;
        if (missing < 0 || missing > longest) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG,
                    "a frame of more than " + longest + " bytes");
        }
        if (!header.control()) {
            boolean continues = header.opcode() == FrameHeader.CONTINUATION;
            if (continues != inMessage) {
                throw FrameHeader.wrong(
                        continues ? "a continuation of nothing" : "a message within another");
            }
            inMessage = !header.last();
            if (header.opcode() == FrameHeader.TEXT) {
                over = true;
                ctx.fireChannelRead(new TextWebSocketFrame());
            }
        }
        if (missing == 0) {
            end(ctx);
        }
    }

    private void payload(ChannelHandlerContext ctx, ByteBuf in) {
        int length = (int) Math.min(missing, in.readableBytes());
        ByteBuf part = in.readRetainedSlice(length);
        unmask(part);
        missing -= length;
        if (header.control()) {
            part.readBytes(control, controlBytes, length).release();
            controlBytes += length;
        } else {
            ctx.fireChannelRead(new BinaryWebSocketFrame(part));
        }
        if (missing == 0) {
            end(ctx);
        }
    }

    /** In place: nobody else reads it. */
    private void unmask(ByteBuf part) {
        int at = part.readerIndex();
        int end = part.writerIndex();
        for (; end - at >= Integer.BYTES; at += Integer.BYTES) {
            part.setInt(at, part.getInt(at) ^ mask);
        }
        for (; at < end; at++) {
            part.setByte(at, part.getByte(at) ^ (mask >>> 24));
            mask = Integer.rotateLeft(mask, 8);
        }
    }

    private void end(ChannelHandlerContext ctx) {
        int opcode = header.opcode();
        if (opcode == FrameHeader.PING || opcode == FrameHeader.CLOSE) {
            ByteBuf bytes = Unpooled.copiedBuffer(control, 0, controlBytes);
            WebSocketFrame frame =
                    opcode == FrameHeader.PING
                            ? new PingWebSocketFrame(bytes)
                            : new CloseWebSocketFrame(true, 0, bytes);
            over = opcode == FrameHeader.CLOSE;
            ctx.fireChannelRead(frame);
        }
        controlBytes = 0;
        inFrame = false;
        header.clear();
    }
}
