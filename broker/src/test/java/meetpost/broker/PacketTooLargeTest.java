package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** A packet of 5 MB where 2 MB are taken: said, logged, and over. */
class PacketTooLargeTest {

    private static final int SIZE = 5_000_000;
    private static final String CONNECT = "10 0D 00 04 4D 51 54 54 04 02 00 00 00 01 'a'";
    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'a'";

    /** Maximum Packet Size of 2 MB (27), between topic alias maximum and receive maximum. */
    private static final String CONNACK_5 = "20 0E 00 00 0B 22 00 0A 27 00 20 00 00 21 00 14";

    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void announcesWhatItTakes() throws Exception {
        try (var broker = broker("mqtt");
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).expect(CONNACK_5);
        }
    }

    /** [MQTT-3.1.2-24]: who has no room for the word is not told it. */
    @Test
    void doesWithoutTheWordWhereTheClientHasNoRoomForIt() throws Exception {
        try (var broker = broker("mqtt");
                var client = new RawClient(broker.port())) {
            client.send("10 13 00 04 4D 51 54 54 05 02 00 00 05 27 00 00 00 0F 00 01 'a'");

            client.expect("20 09 00 00 06 22 00 0A 21 00 14");
        }
    }

    @Test
    void tellsAnMqtt5Client() throws Exception {
        try (var broker = broker("mqtt");
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).expect(CONNACK_5).sendBytes(publish(1));

            client.expect("E0 01 95").expectClosed();
            saysSo();
        }
    }

    @Test
    void cutsAnOlderClientThatSendsAllOfItBeforeItReads() throws Exception {
        try (var broker = broker("mqtt");
                var client = new RawClient(broker.port())) {
            client.send(CONNECT).expect("20 02 00 00").sendBytes(publish(0));

            client.expectClosed();
            saysSo();
        }
    }

    /** RFC 6455: in many frames or one; the last word is a close frame, status 1000 or 1009. */
    @Test
    void saysItOverWebSocketToo() throws Exception {
        for (int frame : List.of(70_000, SIZE + 9)) {
            String goodbye = frame > SIZE ? "88 02 03 F1" : "88 02 03 E8";
            try (var broker = broker("ws");
                    var five = WebSocketTest.upgraded(broker, "/", "mqtt");
                    var older = WebSocketTest.upgraded(broker, "/", "mqtt")) {
                five.sendBytes(WebSocketTest.frame(0x82, CONNECT_5));
                five.expect("82 10" + CONNACK_5).sendBytes(framed(publish(1), frame));
                five.expect("82 03 E0 01 95" + goodbye).expectClosed();
                saysSo();

                older.sendBytes(WebSocketTest.frame(0x82, CONNECT));
                older.expect("82 04 20 02 00 00").sendBytes(framed(publish(0), frame));
                older.expect(goodbye).expectClosed();
                saysSo();
            }
        }
    }

    /** A client that goes on for ever is not waited for. */
    @Test
    void doesNotWaitForAClientThatGoesOnSending() throws Exception {
        try (var broker = broker("mqtt");
                var client = new RawClient(broker.port())) {
            client.send(CONNECT).expect("20 02 00 00").send("30 FF FF FF 7F");
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            boolean cut = false;
            while (!cut && System.nanoTime() < until) {
                try {
                    client.sendBytes(new byte[1_000]);
                } catch (SocketException e) {
                    cut = true;
                }
            }

            assertEquals(true, cut);
        }
    }

    private Broker broker(String scheme) throws IOException {
        events.clear();
        return Broker.start(
                new BrokerSettings(List.of(URI.create(scheme + "://127.0.0.1:0"))), events::add);
    }

    private void saysSo() throws InterruptedException {
        String event = "";
        while (!event.contains("at most 2097152 are taken")) {
            event = String.valueOf(events.poll(30, TimeUnit.SECONDS));
            assertEquals(false, event.equals("null"), "no line says it");
        }
    }

    /** QoS 0 or 1 to topic t; a byte of zero first, which is the properties' length in MQTT 5. */
    private static byte[] publish(int qos) {
        var packet = new ByteArrayOutputStream();
        packet.writeBytes(RawClient.bytes(qos == 0 ? "30" : "32"));
        // 5,000,000 in base 128.
        packet.writeBytes(RawClient.bytes("C0 96 B1 02 00 01 't' 00 01 00"));
        packet.writeBytes(new byte[SIZE - 6]);
        return packet.toByteArray();
    }

    private static byte[] framed(byte[] packet, int frame) {
        var all = new ByteArrayOutputStream();
        for (int at = 0; at < packet.length; at += frame) {
            int end = Math.min(packet.length, at + frame);
            all.writeBytes(WebSocketTest.frame(0x82, Arrays.copyOfRange(packet, at, end)));
        }
        return all.toByteArray();
    }
}
