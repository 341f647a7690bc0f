package meetpost.broker.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 section 5, in literal bytes; the first is the example of section 5.7. */
class StreamingFrameDecoderTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** "Hello", a ping "Hello" within a message of two parts "Hel" and "lo", then a close. */
    private static final byte[] CONVERSATION =
            HEX.parseHex(
                    "82 85 37 fa 21 3d 7f 9f 4d 51 58"
                            + " 02 83 37 fa 21 3d 7f 9f 4d"
                            + " 89 85 37 fa 21 3d 7f 9f 4d 51 58"
                            + " 80 82 37 fa 21 3d 5b 95"
                            + " 82 80 37 fa 21 3d"
                            + " 88 82 37 fa 21 3d 34 12");

    @Test
    void readsTheSameWhereverTheBytesAreCut() {
        for (int cut = 0; cut <= CONVERSATION.length; cut++) {
            for (int second = cut; second <= CONVERSATION.length; second++) {
                var channel = new EmbeddedChannel(new StreamingFrameDecoder(5));

                write(channel, 0, cut);
                write(channel, cut, second);
                write(channel, second, CONVERSATION.length);

                assertEquals(
                        "HelloHel[PingWebSocketFrame Hello]lo[CloseWebSocketFrame 03e8]",
                        said(channel),
                        cut + " and " + second);
            }
        }
    }

    @Test
    void readsLengthsOfTwoAndOfEightBytes() {
        var channel = new EmbeddedChannel(new StreamingFrameDecoder(70_000));
        byte[] two = HEX.parseHex("82 fe 00 7e 00 00 00 00");
        byte[] eight = HEX.parseHex("82 ff 00 00 00 00 00 01 11 70 00 00 00 00");

        channel.writeInbound(Unpooled.wrappedBuffer(two), Unpooled.wrappedBuffer(new byte[126]));
        channel.writeInbound(
                Unpooled.wrappedBuffer(eight), Unpooled.wrappedBuffer(new byte[70_000]));

        assertEquals(126 + 70_000, said(channel).length());
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({
        "82 05, a frame that is not masked",
        "c2 85, a frame with header 0xc2",
        "83 85, a frame with header 0x83",
        "8b 85, a frame with header 0x8b",
        "09 85, 'a control frame in pieces, or of more than 125 bytes'",
        "89 fe, 'a control frame in pieces, or of more than 125 bytes'",
        "80 80 00 00 00 00, a continuation of nothing",
        "02 80 00 00 00 00 82 80 00 00 00 00, a message within another",
        "82 fe 00 c9 00 00 00 00, a frame of more than 200 bytes",
        "82 ff ff ff ff ff ff ff ff ff 00 00 00 00, a frame of more than 200 bytes"
    })
    void refusesWhatTheStandardDoesNotAllow(String bytes, String why) {
        var channel = new EmbeddedChannel(new StreamingFrameDecoder(200));

        var thrown =
                assertThrows(
                        CorruptedWebSocketFrameException.class,
                        () -> channel.writeInbound(Unpooled.wrappedBuffer(HEX.parseHex(bytes))));

        assertEquals(why, thrown.getMessage());
        // Nothing further is read.
        channel.writeInbound(Unpooled.wrappedBuffer(CONVERSATION));
        assertEquals("", said(channel));
    }

    private static void write(EmbeddedChannel to, int from, int end) {
        to.writeInbound(Unpooled.copiedBuffer(CONVERSATION, from, end - from));
    }

    private static String said(EmbeddedChannel channel) {
        var said = new StringBuilder();
        for (WebSocketFrame frame = channel.readInbound();
                frame != null;
                frame = channel.readInbound()) {
            String name = frame.getClass().getSimpleName();
            byte[] bytes = new byte[frame.content().readableBytes()];
            frame.content().readBytes(bytes);
            frame.release();
            switch (name) {
                case "BinaryWebSocketFrame" -> said.append(new String(bytes, UTF_8));
                case "CloseWebSocketFrame" ->
                        said.append('[').append(name).append(' ').append(hex(bytes)).append(']');
                default ->
                        said.append('[')
                                .append(name)
                                .append(' ')
                                .append(new String(bytes, UTF_8))
                                .append(']');
            }
        }
        return said.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
