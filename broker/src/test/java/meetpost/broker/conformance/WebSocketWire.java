package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Locale;

/**
 * MQTT over WebSocket (RFC 6455) in literal bytes: the handshake is the RFC's own example, frames
 * are masked with four zero bytes so that they read as they are.
 */
public final class WebSocketWire implements Closeable {

    private final Wire tcp;
    private final String handshake;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    WebSocketWire(int port, String subprotocols, int patience) {
        tcp = new Wire(port, patience);
        tcp.sendBytes(
                """
                GET /mqtt HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: %s\r
                \r
                """
                        .formatted(port, subprotocols)
                        .getBytes(US_ASCII));
        handshake = head();
    }

    /** The server switched protocols and chose {@code subprotocol}. */
    public WebSocketWire expectSubprotocol(String subprotocol) {
        String head = handshake.toLowerCase(Locale.ROOT);
        assertTrue(head.startsWith("http/1.1 101"), handshake);
        assertTrue(
                head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"), handshake);
        assertTrue(head.contains("sec-websocket-protocol: " + subprotocol + "\r\n"), handshake);
        return this;
    }

    /** One whole binary frame. */
    public WebSocketWire send(String bytes) {
        return frame(0x82, bytes);
    }

    /** One whole text frame. */
    public WebSocketWire sendText(String bytes) {
        return frame(0x81, bytes);
    }

    /** One frame whose first byte (FIN and opcode) is {@code head}; up to 125 bytes. */
    public WebSocketWire frame(int head, String bytes) {
        byte[] payload = Bytes.of(bytes);
        tcp.sendBytes(new byte[] {(byte) head, (byte) (0x80 | payload.length), 0, 0, 0, 0});
        tcp.sendBytes(payload);
        return this;
    }

    /** The next bytes in binary frames are exactly these, however they are cut into frames. */
    public WebSocketWire expect(String bytes) {
        byte[] expected = Bytes.of(bytes);
        while (received.size() < expected.length && receiveFrame()) {
            assertTrue(received.size() > 0);
        }
        byte[] all = received.toByteArray();
        int taken = Math.min(expected.length, all.length);
        assertArrayEquals(
                expected, Arrays.copyOf(all, taken), () -> "received " + Bytes.inWords(all));
        received.reset();
        received.writeBytes(Arrays.copyOfRange(all, taken, all.length));
        return this;
    }

    /** The next frame starts with these bytes; all of it is taken. */
    public WebSocketWire expectStart(String bytes) {
        byte[] expected = Bytes.of(bytes);
        assertTrue(received.size() > 0 || receiveFrame(), "a frame");
        byte[] all = received.toByteArray();
        assertArrayEquals(expected, Arrays.copyOf(all, expected.length), () -> Bytes.inWords(all));
        received.reset();
        return this;
    }

    /** What comes ends with these bytes. */
    public WebSocketWire expectEnd(String bytes) {
        byte[] expected = Bytes.of(bytes);
        while (!endsWith(received.toByteArray(), expected)) {
            assertTrue(receiveFrame(), () -> Bytes.inWords(received.toByteArray()));
        }
        received.reset();
        return this;
    }

    private static boolean endsWith(byte[] all, byte[] end) {
        return all.length >= end.length
                && Arrays.equals(Arrays.copyOfRange(all, all.length - end.length, all.length), end);
    }

    /**
     * The broker ends the connection, with or without a WebSocket close frame, and sends no MQTT
     * before.
     */
    public void expectClosed() {
        while (receiveFrame()) {
            assertEquals(0, received.size(), () -> Bytes.inWords(received.toByteArray()));
        }
    }

    /** Reads a frame; false at the end of the connection or at a close frame. */
    private boolean receiveFrame() {
        byte[] head = tcp.receive(2);
        if (head.length < 2 || head[0] == (byte) 0x88) {
            return false;
        }
        assertEquals((byte) 0x82, head[0], "a whole binary frame");
        assertTrue(head[1] >= 0 && head[1] < 126, "a short frame without a mask");
        received.writeBytes(tcp.receive(head[1]));
        return true;
    }

    private String head() {
        var head = new StringBuilder();
        byte[] next = tcp.receive(1);
        while (next.length > 0) {
            head.append((char) next[0]);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
            next = tcp.receive(1);
        }
        return head.toString();
    }

    @Override
    public void close() {
        tcp.close();
    }
}
