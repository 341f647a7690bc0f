package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import org.junit.jupiter.api.Test;

/** A client that stops reading, while others flood it. */
class SlowReaderTest {

    /** 10,004 bytes of body: topic {@code t}, QoS 0. */
    private static final byte[] LARGE =
            RawClient.bytes("30 94 4E 00 01 't' '" + "x".repeat(10_001) + "'");

    private static Limits limits() {
        return Limits.defaults().with(Limit.QUEUE_MESSAGES, 50).with(Limit.QUEUE_SIZE, 1 << 20);
    }

    @Test
    void hurtsNobodyElse() throws Exception {
        try (var broker = broker(limits());
                var stalled = subscriber(broker, "stalled");
                var reader = subscriber(broker, "reader");
                var publisher = RawClient.connected(broker.port(), "p")) {
            stalled.socket().setReceiveBufferSize(1024);

            for (int i = 0; i < 2_000; i++) {
                publisher.sendBytes(LARGE);
                reader.in().skipNBytes(LARGE.length);
            }

            BrokerMetrics metrics = broker.metrics();
            assertTrue(metrics.publishDropped() > 0, "" + metrics);
            assertTrue(metrics.queuedBytes() <= 1 << 20, "" + metrics);
            reader.expectNothing();
        }
    }

    /** What it missed is gone, the newest that its queue had room for is there. */
    @Test
    void getsTheNewestWhenItReadsAgain() throws Exception {
        try (var broker = broker(limits());
                var slow = subscriber(broker, "slow");
                var publisher = RawClient.connected(broker.port(), "p")) {
            for (int i = 0; i < 2_000; i++) {
                publisher.sendBytes(LARGE);
            }
            publisher.send("30 04 00 01 't' '!'").expectNothing();

            int received = 0;
            for (byte[] packet = packet(slow); packet.length > 6; packet = packet(slow)) {
                received++;
            }

            assertTrue(received >= 50 && received < 2_000, received + " were delivered");
        }
    }

    @Test
    void isCutOffWhenItReadsNothingForLong() throws Exception {
        Limits impatient = limits().with(Limit.SLOW_READER, 300);
        var closed = new CountDownLatch(1);
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        try (var broker =
                        Broker.start(
                                settings.with(impatient),
                                event -> {
                                    if (event.endsWith("closed: it read nothing for 0 s")) {
                                        closed.countDown();
                                    }
                                });
                var stalled = subscriber(broker, "stalled");
                var publisher = RawClient.connected(broker.port(), "p")) {
            for (int i = 0; i < 2_000; i++) {
                publisher.sendBytes(LARGE);
            }

            assertTrue(closed.await(5, TimeUnit.SECONDS));
            publisher.expectNothing();
            assertEquals(1, broker.metrics().refusals().get(Limit.SLOW_READER));
            assertEquals(1, broker.metrics().clients());
            stalled.close();
        }
    }

    /** A client that sends and fetches no answer is not read from without end. */
    @Test
    void isNotReadFromWhenItLeavesItsAnswersLying() throws Exception {
        try (var broker = broker(limits());
                var greedy = RawClient.connected(broker.port(), "greedy");
                var other = RawClient.connected(broker.port(), "other")) {
            byte[] pings = new byte[64 << 10];
            for (int i = 0; i < pings.length; i += 2) {
                pings[i] = (byte) 0xC0;
            }
            var flood =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i < 2_000; i++) {
                                        greedy.sendBytes(pings);
                                    }
                                } catch (IOException e) {
                                    // The test has closed its socket: that ends the flood.
                                    Thread.currentThread().interrupt();
                                }
                            },
                            "flood");
            flood.start();
            flood.join(2_000);

            boolean held = flood.isAlive();
            other.expectNothing();

            greedy.close();
            flood.join(5_000);
            assertTrue(held, "128 MB of pings were taken without an answer being fetched");
        }
    }

    private static byte[] packet(RawClient client) throws IOException {
        int header = client.in().read();
        int length = client.in().read();
        if (length >= 0x80) {
            length = (length & 0x7F) | client.in().read() << 7;
        }
        byte[] body = client.in().readNBytes(length);
        assertEquals(0x30, header);
        return body;
    }

    private static RawClient subscriber(Broker broker, String clientId) throws IOException {
        return RawClient.connected(broker.port(), clientId)
                .send("82 06 00 01 00 01 't' 00")
                .expect("90 03 00 01 00");
    }

    private static Broker broker(Limits limits) throws IOException {
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(limits));
    }
}
