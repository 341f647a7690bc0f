package meetpost.broker;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes, or the disk is full: what was acknowledged is there, and the broker starts. */
class PowerCutTest {

    private static final long SEED = 20261121;

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final Random random = new Random(SEED);
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** {@code sync: 0}: at any moment after the acknowledgement. */
    @Test
    void losesNothingThatWasSyncedBeforeItsAcknowledgement() throws Exception {
        try (var broker = broker(directory.resolve("live"), Duration.ZERO)) {
            subscribeAndLeave(broker);
            for (int id = 1; id <= 30; id++) {
                try (var publisher = RawClient.connected(broker.port(), "p")) {
                    publish(publisher, id);
                }

                assertEquals(id, foundAfterACut("cut-" + id));
            }
        }
    }

    /** Else once {@code sync} has gone by; and at each moment before it, the first so many. */
    @Test
    void losesOnlyTheLastOnesBeforeTheSync() throws Exception {
        try (var broker = broker(directory.resolve("live"), Duration.ofMillis(100))) {
            subscribeAndLeave(broker);
            awaitSync();
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 200; id++) {
                    publish(publisher, id);
                    if (id % 10 == 0) {
                        long found = foundAfterACut("cut-" + id);
                        assertTrue(found <= id, found + " of " + id);
                    }
                }
            }
            awaitSync();

            assertEquals(200, foundAfterACut("cut-last"));
        }
    }

    /** What one round of PUBRELs lets go is more than one record holds. */
    @Test
    void keepsALargeRoundInOrder() throws Exception {
        try (var broker = broker(directory.resolve("live"), Duration.ZERO)) {
            subscribeAndLeave(broker);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 20; id++) {
                    // 10,240 bytes of payload: a remaining length of 10,245.
                    publisher.send("34 85 50 00 01 't' 00 %02X".formatted(id));
                    publisher.sendBytes(new byte[10_240]).expect("50 02 00 %02X".formatted(id));
                }
                publisher.send(inTurn("62 02 00 %02X")).expect(inTurn("70 02 00 %02X"));
            }
            Path copy = directory.resolve("copy");
            medium.cut(directory.resolve("live"), copy, random);

            try (var after = broker(copy, Duration.ZERO);
                    var subscriber = RawClient.connected(after.port(), "s", 0, "20 02 01 00")) {
                for (int id = 1; id <= 20; id++) {
                    subscriber.expect("32 85 50 00 01 't' 00 %02X".formatted(id));
                    subscriber.in().skipNBytes(10_240);
                }
            }
        }
    }

    /** Nothing else of its round is left to be written when it is acknowledged. */
    @Test
    void keepsAMessageThatIsARecordByItself() throws Exception {
        try (var broker = broker(directory.resolve("live"), Duration.ZERO)) {
            subscribeAndLeave(broker);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                // 140,000 bytes of payload: a remaining length of 140,005.
                publisher.send("32 E5 C5 08 00 01 't' 00 01").sendBytes(new byte[140_000]);
                publisher.expect("40 02 00 01");
            }

            assertTrue(medium.allForced(directory.resolve("live")));
        }
    }

    private static String inTurn(String packet) {
        return IntStream.rangeClosed(1, 20).mapToObj(packet::formatted).collect(joining());
    }

    /** The medium takes its time: what is written meanwhile is for the next time. */
    @Test
    void syncsWhatIsWrittenDuringASync() throws Exception {
        try (var broker = broker(directory.resolve("live"), Duration.ofMillis(100));
                var publisher = RawClient.connected(broker.port(), "p")) {
            subscribeAndLeave(broker);
            awaitSync();
            var both = new CountDownLatch(1);
            medium.whileForcing(
                    () -> {
                        publish(publisher, 2);
                        both.countDown();
                    });

            publish(publisher, 1);

            assertTrue(both.await(10, TimeUnit.SECONDS));
            awaitSync();
        }
    }

    @Test
    void writesLaterWhatAFullDiskDoesNotTake() throws Exception {
        Path live = directory.resolve("live");
        try (var broker = broker(live, Duration.ZERO);
                var reader = RawClient.connected(broker.port(), "r")) {
            subscribeAndLeave(broker);
            reader.send("82 06 00 01 00 01 'u' 01").expect("90 03 00 01 01");
            medium.full(true);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                publish(publisher, 1);
            }
            try (var publisher = RawClient.connected(broker.port(), "q")) {
                publisher.send("32 06 00 01 'u' 00 01 'x'").expect("40 02 00 01");
            }
            reader.expect("32 06 00 01 'u' 00 01 'x'");
            awaitEvent("No space left on device");

            medium.full(false);
            awaitEvent("it works again");
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                publish(publisher, 2);
            }
        }
        assertEquals(2, foundAfterACut("afterwards"));
    }

    @Test
    void startsOnAFullDisk() throws Exception {
        Path live = directory.resolve("live");
        try (var broker = broker(live, Duration.ZERO)) {
            subscribeAndLeave(broker);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                publish(publisher, 1);
            }
        }
        medium.full(true);

        try (var broker = broker(live, Duration.ZERO);
                var client = RawClient.connected(broker.port(), "c")) {
            client.expectNothing();
            assertEquals(2, broker.metrics().sessions());
            assertEquals(1, broker.metrics().queuedMessages());
        }
    }

    /** How many messages, from the first on and in order, a broker finds when the power is back. */
    private long foundAfterACut(String name) throws IOException {
        Path copy = directory.resolve(name);
        medium.cut(directory.resolve("live"), copy, random);
        var storage = new StorageSettings(copy, Duration.ofSeconds(1), Duration.ofMinutes(5));
        try (var broker = Broker.start(settings().with(storage))) {
            long found = broker.metrics().queuedMessages();
            var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00");
            for (int id = 1; id <= found; id++) {
                byte[] packet = subscriber.in().readNBytes(8);
                assertEquals(id, packet[7] & 0xFF, "order");
                subscriber.sendBytes(new byte[] {0x40, 2, packet[5], packet[6]});
            }
            subscriber.expectNothing();
            return found;
        }
    }

    private void awaitSync() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!medium.allForced(directory.resolve("live"))) {
            assertTrue(System.nanoTime() < deadline, "nothing was forced");
            Thread.onSpinWait();
        }
    }

    private void awaitEvent(String part) throws InterruptedException {
        String event = "";
        while (!event.contains(part)) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part + " was not said");
        }
    }

    private static void subscribeAndLeave(Broker broker) throws IOException {
        try (var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 00 00")) {
            subscriber.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            subscriber.send("E0 00").expectClosed();
        }
    }

    private static void publish(RawClient publisher, int id) throws IOException {
        publisher.send("32 06 00 01 't' 00 %02X %02X".formatted(id, id));
        publisher.expect("40 02 00 %02X".formatted(id));
    }

    private Broker broker(Path live, Duration sync) throws IOException {
        var storage = new StorageSettings(live, sync, Duration.ofMinutes(5));
        return Broker.start(settings().with(storage), events::add, medium);
    }

    private static BrokerSettings settings() {
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
    }
}
