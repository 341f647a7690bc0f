package meetpost.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process that is a client of its own broker has room there, whatever others hold who come from
 * the same address and have no name either.
 */
class OwnSocketsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int ACCEPTED = 0;

    private final OwnSockets own = new OwnSockets();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void hasASessionWhereStrangersHoldAllTheMemoryThatTheyGet() throws Exception {
        try (var broker = broker(Limit.MEMORY_SIZE, 256 << 10)) {
            int code = ACCEPTED;
            for (int i = 0; code == ACCEPTED; i++) {
                code = connack(stranger(broker, "s" + i));
            }

            assertEquals(ACCEPTED, connack(mine(broker)));
            assertNotEquals(ACCEPTED, connack(stranger(broker, "another")));
        }
    }

    @Test
    void retainsWhatItSaysWhereStrangersFilledTheStore() throws Exception {
        try (var broker = broker(Limit.RETAINED_MESSAGES, 50)) {
            Socket stranger = stranger(broker, "s");
            assertEquals(ACCEPTED, connack(stranger));
            for (int i = 0; i < 50; i++) {
                retain(stranger, "s/%02d".formatted(i));
            }
            Socket mine = mine(broker);
            assertEquals(ACCEPTED, connack(mine));
            retain(mine, "mine");

            subscribe(mine, "mine");
            assertEquals(0x31, new DataInputStream(mine.getInputStream()).readUnsignedByte());
        }
    }

    /** Else they would take its place, as the one that holds more of the same address. */
    @Test
    void losesNothingToStrangersOfTheSameAddress() throws Exception {
        try (var broker = broker(Limit.RETAINED_MESSAGES, 50)) {
            Socket mine = mine(broker);
            assertEquals(ACCEPTED, connack(mine));
            for (int i = 0; i < 50; i++) {
                retain(mine, "m/%02d".formatted(i));
            }
            Socket stranger = stranger(broker, "s");
            assertEquals(ACCEPTED, connack(stranger));
            retain(stranger, "s/00");

            assertEquals(50, broker.metrics().retainedMessages());
            subscribe(stranger, "m/00");
            assertEquals(0x31, new DataInputStream(stranger.getInputStream()).readUnsignedByte());
        }
    }

    @Test
    void isNoOtherConnectionAnyMore() throws Exception {
        try (var broker = broker(Limit.MEMORY_SIZE, 256 << 10)) {
            Socket gone = mine(broker);
            own.remove(gone);
            gone.close();
            int code = ACCEPTED;
            for (int i = 0; code == ACCEPTED; i++) {
                code = connack(stranger(broker, "s" + i));
            }

            var again = new Socket();
            opened.add(again);
            again.bind(new InetSocketAddress(HERE, 0));
            again.connect(new InetSocketAddress(HERE, broker.port()));
            connect(again, "again");
            assertNotEquals(ACCEPTED, connack(again));
        }
    }

    private Broker broker(Limit bound, long value) throws IOException {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        Limits limits = Limits.defaults().with(bound, value);
        return Broker.start(settings.with(limits), BrokerEvents.NONE, own);
    }

    private Socket mine(Broker broker) throws IOException {
        var socket = new Socket();
        opened.add(socket);
        socket.bind(new InetSocketAddress(0));
        own.add(socket);
        socket.connect(new InetSocketAddress(HERE, broker.port()));
        connect(socket, "mine");
        return socket;
    }

    private Socket stranger(Broker broker, String id) throws IOException {
        var socket = new Socket(HERE, broker.port());
        opened.add(socket);
        connect(socket, id);
        return socket;
    }

    private static void connect(Socket socket, String id) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(RawClient.connect(id, 2));
    }

    /** The return code; that the connection was closed instead counts as a refusal. */
    private static int connack(Socket socket) throws IOException {
        byte[] answer = socket.getInputStream().readNBytes(4);
        return answer.length < 4 ? -1 : answer[3];
    }

    /** QoS 1, and waits for its PUBACK. */
    private static void retain(Socket socket, String topic) throws IOException {
        socket.getOutputStream().write(packet(0x33, topic, new byte[] {0, 1, 'x'}));
        socket.getInputStream().readNBytes(4);
    }

    private static void subscribe(Socket socket, String filter) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {(byte) 0x82, (byte) (5 + filter.length()), 0, 2, 0});
        body.write(filter.length());
        body.writeBytes(filter.getBytes(US_ASCII));
        body.write(0);
        socket.getOutputStream().write(body.toByteArray());
        socket.getInputStream().readNBytes(5);
    }

    private static byte[] packet(int header, String topic, byte[] rest) {
        var packet = new ByteArrayOutputStream();
        packet.write(header);
        packet.write(2 + topic.length() + rest.length);
        packet.write(0);
        packet.write(topic.length());
        packet.writeBytes(topic.getBytes(US_ASCII));
        packet.writeBytes(rest);
        return packet.toByteArray();
    }
}
