package meetpost.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** MQTT over WebSocket, RFC 6455 and MQTT 3.1.1 section 6, in literal bytes. */
class WebSocketTest {

    private static final String CONNECT = "10 0D 00 04 4D 51 54 54 04 02 00 00 00 01 'a'";

    @Test
    void speaksMqttInBinaryFrames() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = upgraded(broker, "/mqtt", "mqtt")) {
            client.sendBytes(frame(0x82, CONNECT));

            client.expect("82 04 20 02 00 00");
            client.sendBytes(frame(0x82, "C0 00")).expect("82 02 D0 00");
        }
    }

    @Test
    void takesAnyPathAndTheOldSubprotocol() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = new RawClient(broker.port())) {
            String answer = upgrade(client, "/whatever/it?is=1", "mqttv3.1", "");

            assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
            assertTrue(
                    answer.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: mqttv3.1"),
                    answer);
            // RFC 6455 section 1.3: the answer to its example key.
            assertTrue(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), answer);
        }
    }

    /** [MQTT-6.0.0-2]. */
    @Test
    void takesPacketsThatCrossFramesAndFragments() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = upgraded(broker, "/", "mqtt")) {
            client.sendBytes(frame(0x82, "10 0D 00 04 4D 51 54"));
            client.sendBytes(frame(0x02, "54 04 02 00"));
            client.sendBytes(frame(0x80, "00 00 01 'a' C0"));
            client.expect("82 04 20 02 00 00");
            client.sendBytes(frame(0x82, "00"));

            client.expect("82 02 D0 00");
        }
    }

    @Test
    void answersAPing() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = upgraded(broker, "/", "mqtt")) {
            client.sendBytes(frame(0x89, "'hi'"));

            client.expect("8A 02 'hi'");
        }
    }

    /** [MQTT-6.0.0-1]. */
    @Test
    void closesAConnectionThatSendsText() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = upgraded(broker, "/", "mqtt")) {
            client.sendBytes(frame(0x81, "'hi'"));

            client.expect("88 02 03 EB").expectClosed();
        }
    }

    @Test
    void tellsABrowserWhatIsSpokenHere() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = new RawClient(broker.port())) {
            client.sendBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

            String answer = head(client);

            assertTrue(answer.startsWith("HTTP/1.1 426"), answer);
        }
    }

    @Test
    void deliversALargeMessageWhole() throws Exception {
        try (var broker = broker(Access.OPEN);
                var client = upgraded(broker, "/", "mqtt")) {
            client.sendBytes(frame(0x82, CONNECT)).expect("82 04 20 02 00 00");
            client.sendBytes(frame(0x82, "82 06 00 01 00 01 't' 00"));
            client.expect("82 05 90 03 00 01 00");
            // 65,543 bytes of PUBLISH: a frame with a length of 64 bits there. What comes back may
            // be
            // cut into frames anywhere, [MQTT-6.0.0-2]: here before the payload, that others share.
            byte[] publish = new byte[65_543];
            byte[] head = RawClient.bytes("30 83 80 04 00 01 't'");
            System.arraycopy(head, 0, publish, 0, head.length);

            client.sendBytes(frame(0x82, publish));

            client.expect("82 07 30 83 80 04 00 01 't'");
            client.expect("82 7F 00 00 00 00 00 01 00 00");
            byte[] payload = client.in().readNBytes(65_536);
            assertArrayEquals(Arrays.copyOfRange(publish, 7, publish.length), payload);
        }
    }

    private static Broker broker(Access access) throws IOException {
        return Broker.start(
                new BrokerSettings(List.of(URI.create("ws://127.0.0.1:0"))).with(access));
    }

    static RawClient upgraded(Broker broker, String path, String subprotocol) throws IOException {
        var client = new RawClient(broker.port());
        String answer = upgrade(client, path, subprotocol, "");
        assertEquals("HTTP/1.1 101", answer.substring(0, 12), answer);
        return client;
    }

    private static String upgrade(
            RawClient client, String path, String subprotocol, String moreHeaders)
            throws IOException {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: "
                        + subprotocol
                        + "\r\n"
                        + moreHeaders
                        + "\r\n";
        client.sendBytes(request.getBytes(US_ASCII));
        return head(client);
    }

    private static String head(RawClient client) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = client.in().read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    static byte[] frame(int first, String payload) {
        return frame(first, RawClient.bytes(payload));
    }

    /** Section 5.2, masked as a client's must be. */
    static byte[] frame(int first, byte[] payload) {
        byte[] mask = {0x37, (byte) 0xFA, 0x21, 0x3D};
        var out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0xFF);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i % 4]);
        }
        return out.toByteArray();
    }
}
