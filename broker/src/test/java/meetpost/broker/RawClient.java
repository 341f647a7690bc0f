package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A socket and literal bytes: knows no MQTT beyond what a test writes down. */
final class RawClient implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** From another address of this machine. */
    RawClient(int port, String from) throws IOException {
        var here = InetAddress.getLoopbackAddress();
        socket = new Socket(here, port, InetAddress.getByName(from), 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** CONNECT 3.1.1, clean session, no keep-alive, and its CONNACK. */
    static RawClient connected(int port, String clientId) throws IOException {
        return connected(port, clientId, 0x02, "20 02 00 00");
    }

    static RawClient connected(int port, String clientId, int flags, String connack)
            throws IOException {
        var client = new RawClient(port);
        client.sendBytes(connect(clientId, flags));
        client.expect(connack);
        return client;
    }

    static byte[] connect(String clientId, int flags) {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        return bytes(
                "10 %02X 00 04 4D 51 54 54 04 %02X 00 00 00 %02X %s"
                        .formatted(12 + id.length, flags, id.length, HEX.formatHex(id)));
    }

    /** Hexadecimal bytes; what stands in quotes is text. */
    static byte[] bytes(String text) {
        var hex = new StringBuilder();
        String[] parts = text.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            hex.append(
                    i % 2 == 0
                            ? parts[i].replaceAll("\\s", "")
                            : HexFormat.of().formatHex(parts[i].getBytes(StandardCharsets.UTF_8)));
        }
        return HexFormat.of().parseHex(hex);
    }

    RawClient send(String text) throws IOException {
        return sendBytes(bytes(text));
    }

    RawClient sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient expect(String text) throws IOException {
        byte[] expected = bytes(text);
        byte[] actual = in.readNBytes(expected.length);
        assertEquals(HEX.formatHex(expected), HEX.formatHex(actual));
        return this;
    }

    /** The broker answers a ping: everything before it was dealt with, and nothing else came. */
    RawClient expectNothing() throws IOException {
        return send("C0 00").expect("D0 00");
    }

    void expectClosed() throws IOException {
        assertEquals(-1, in.read(), "the connection is still open");
    }

    DataInputStream in() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
