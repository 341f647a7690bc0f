package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import meetpost.broker.access.ListenerPolicy;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.connection.Connection;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.storage.Store;
import org.junit.jupiter.api.Test;

/** Packets with anything in them: they end their own connection at most. The seed is fixed. */
class FuzzTest {

    private static final String[] PACKETS = {
        "10 0D 00 04 4D 51 54 54 04 02 00 00 00 01 'f'",
        "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'",
        "10 29 00 04 4D 51 54 54 05 C6 00 0A 05 11 00 00 00 0A 00 01 'f' 05 18 00 00 00 01 00 01 'w'"
                + " 00 01 'x' 00 01 'u' 00 01 'p'",
        "30 04 00 01 't' 'x'",
        "32 06 00 01 't' 00 01 'x'",
        "34 06 00 01 't' 00 02 'x'",
        "30 11 00 01 't' 0C 01 01 02 00 00 00 0A 23 00 01 26 00 00 00 00 'x'",
        "62 02 00 02",
        "40 02 00 01",
        "50 02 00 01",
        "70 02 00 01",
        "82 06 00 01 00 01 't' 01",
        "82 09 00 01 02 0B 07 00 01 '#' 2C",
        "82 16 00 01 00 11 '$share/g/a/+/b/#/' 01",
        "A2 05 00 01 00 01 't'",
        "C0 00",
        "E0 00",
        "E0 07 04 05 11 00 00 00 05",
        "F0 02 18 00",
    };

    @Test
    void aHundredThousandMutatedPacketsBringDownNobodyElse() throws Exception {
        var random = new Random(20261121);
        List<String> faults = new ArrayList<>();
        try (var broker =
                        Broker.start(
                                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))),
                                event -> {
                                    if (event.contains("fault of this broker")) {
                                        faults.add(event);
                                    }
                                });
                var witness = RawClient.connected(broker.port(), "witness")) {
            int sent = 0;
            while (sent < 100_000) {
                var out = new ByteArrayOutputStream();
                int version = 4 + random.nextInt(2);
                out.writeBytes(
                        version == 4
                                ? RawClient.connect("fuzz", 0x02)
                                : RawClient.bytes(PACKETS[1]));
                for (int i = 0; i < 200; i++) {
                    out.writeBytes(mutated(random));
                    sent++;
                }
                floodAndClose(broker.port(), out.toByteArray());
                if (sent % 10_000 == 0) {
                    witness.expectNothing();
                }
            }

            witness.expectNothing();
            assertTrue(broker.metrics().malformed() > 100, "" + broker.metrics());
        }
        assertEquals(List.of(), faults);
    }

    /** Each packet by itself on a fresh connection, so that all are looked at; without sockets. */
    @Test
    void eachOfAHundredThousandMutatedPacketsEndsItsOwnConnectionAtMost() {
        var random = new Random(42);
        List<String> faults = new ArrayList<>();
        var anchor = new EmbeddedChannel();
        var engine =
                new Engine(
                        anchor.eventLoop(),
                        new BrokerSettings(List.of()),
                        new OwnSockets(),
                        event -> {
                            if (event.contains("fault of this broker")) {
                                faults.add(event);
                            }
                        },
                        Store.NONE,
                        UnpooledByteBufAllocator.DEFAULT,
                        System::nanoTime);
        var somewhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        var door = new ListenerPolicy(Access.OPEN, false, null);
        for (int i = 0; i < 100_000; i++) {
            var channel = new EmbeddedChannel();
            channel.pipeline()
                    .addLast(
                            new Connection(
                                    engine.connections(), channel, somewhere, somewhere, door));
            byte[] connect = RawClient.bytes(PACKETS[random.nextInt(2)]);

            channel.writeInbound(Unpooled.wrappedBuffer(connect, mutated(random)));
            anchor.runPendingTasks();
            channel.finishAndReleaseAll();
            anchor.runPendingTasks();
        }

        assertEquals(List.of(), faults);
        assertEquals(0, engine.counters().clients);
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = RawClient.bytes(PACKETS[random.nextInt(PACKETS.length)]);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = cut(bytes, 1 + random.nextInt(bytes.length));
                default -> bytes = grown(bytes, random);
            }
        }
        return bytes;
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] grown(byte[] bytes, Random random) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(8));
        for (int i = bytes.length; i < longer.length; i++) {
            longer[i] = (byte) random.nextInt(256);
        }
        return longer;
    }

    /** The broker may close while this is being sent: that is what the packets ask for. */
    private static void floodAndClose(int port, byte[] bytes) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // Closed by the broker, or everything was answered.
            return;
        }
    }
}
