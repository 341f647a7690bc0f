package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retained payloads of 5,000 bytes on a disk that is small, full, damaged, or without power. */
class LargeRetainedDiskTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";
    private static final int LENGTH = 5_000;
    private static final long SEED = 20261130;

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Duration sync = Duration.ofSeconds(1);

    /** Two have room. */
    @Test
    void refusesWhatHasNoRoomAndKeepsNoOldValue() throws Exception {
        Limits limits = Limits.defaults().with(Limit.RETAINED_DISK_SIZE, 12_000);
        try (var broker = begin(directory, limits);
                var living = RawClient.connected(broker.port(), "l");
                var five = new RawClient(broker.port());
                var older = RawClient.connected(broker.port(), "o")) {
            living.send("82 06 00 01 00 01 '+' 00").expect("90 03 00 01 00");
            five.send(CONNECT_5).in().skipNBytes(16);
            publish5(five, 'a').expect("40 02 00 01");
            publish5(five, 'b').expect("40 02 00 01");
            expectLive(living, 'a', 'b');

            publish5(five, 'c').expect("40 03 00 01 97");
            // 8,000 bytes: a remaining length of 8,005.
            older.send("33 C5 3E 00 01 'a' 00 02").sendBytes(new byte[8_000]).expect("40 02 00 02");

            expectLive(living, 'c');
            living.expect("30 C3 3E 00 01 'a'");
            assertArrayEquals(new byte[8_000], living.in().readNBytes(8_000));
            assertEquals(1, broker.metrics().retainedMessages());
            assertEquals(
                    List.of(
                            "the last value of c is not retained: retained-disk-size is reached",
                            "the last value of a is not retained: retained-disk-size is reached"),
                    broker.storageTroubles());
            heard("topic a is not retained: retained-disk-size is reached");
            five.expectNothing();

            publish5(five, 'a').expect("40 02 00 01");
            older.send("31 03 00 01 'c'").expectNothing();

            assertEquals(List.of(), broker.storageTroubles());
        }
    }

    /** A power cut leaves the value before, or the new one: never none, never a part. */
    @Test
    void aPowerCutLeavesAWholeValue() throws Exception {
        // Nothing is forced but at start and stop.
        sync = Duration.ofHours(1);
        var random = new Random(SEED);
        Path live = directory.resolve("live");
        for (int i = 0; i < 30; i++) {
            try (var broker = begin(live, Limits.defaults());
                    var publisher = new RawClient(broker.port())) {
                publisher.send(CONNECT_5).in().skipNBytes(16);
                if (i > 0) {
                    awaitForced(live);
                }
                publisher.sendBytes(packet('a', LENGTH, (byte) i)).expect("40 03 00 01 10");
                if (i > 0) {
                    Path copy = directory.resolve("cut-" + i);
                    medium.cut(live, copy, random);
                    int found = valueIn(copy);
                    assertTrue(found == i || found == i - 1, found + " after " + i);
                }
            }
        }
    }

    private int valueIn(Path copy) throws IOException {
        try (var broker = begin(copy, Limits.defaults());
                var reader = RawClient.connected(broker.port(), "r")) {
            reader.send("82 06 00 01 00 01 'a' 00").expect("90 03 00 01 00");
            reader.expect("31 8B 27 00 01 'a'");
            byte[] found = reader.in().readNBytes(LENGTH);
            for (byte each : found) {
                assertEquals(found[0], each, "a value of two");
            }
            return found[0];
        }
    }

    /** What the disk does not take is kept in memory, four megabytes of it, and written later. */
    @Test
    void keepsInMemoryWhatTheDiskDoesNotTake() throws Exception {
        try (var broker = begin(directory, Limits.defaults());
                var five = new RawClient(broker.port());
                var older = RawClient.connected(broker.port(), "o")) {
            five.send(CONNECT_5).in().skipNBytes(16);
            medium.full(file -> file.toString().endsWith(".payload"));
            publish5(five, 'a').expect("40 03 00 01 97");
            assertTrue(
                    broker.storageTroubles()
                            .get(0)
                            .matches(
                                    "large retained values are kept in memory only: cannot write a"
                                            + " payload of 5000 bytes to .*: No space left on device"),
                    broker.storageTroubles().toString());
            // 2,000,000 bytes each: a remaining length of 2,000,005.
            for (String topic : List.of("x", "y", "z")) {
                older.send("33 85 89 7A 00 01 '" + topic + "' 00 02");
                older.sendBytes(new byte[2_000_000]).expect("40 02 00 02");
            }
            assertEquals(3, broker.metrics().retainedMessages());
            heard("topic z is not retained: memory-size is reached");

            medium.full(file -> false);
            heard("large retained values can be written again");
            five.expectNothing();
        }

        try (var broker = begin(directory, Limits.defaults());
                var reader = RawClient.connected(broker.port(), "r")) {
            assertEquals(3, broker.metrics().retainedMessages());
            reader.send("82 06 00 01 00 01 'a' 00").expect("90 03 00 01 00");
            expectRetained(reader, 'a');
        }
    }

    /** A bit that flipped is not handed on as if it were the value. */
    @Test
    void saysWhichValueIsDamaged() throws Exception {
        try (var broker = begin(directory, Limits.defaults());
                var publisher = new RawClient(broker.port())) {
            publisher.send(CONNECT_5).in().skipNBytes(16);
            publish5(publisher, 'a').expect("40 03 00 01 10");
            publish5(publisher, 'b').expect("40 03 00 01 10");
        }
        begin(directory, Limits.defaults()).close();
        Path first = payloads().get(0);
        byte[] bytes = Files.readAllBytes(first);
        bytes[1_234] ^= 1;
        Files.write(first, bytes);

        try (var broker = begin(directory, Limits.defaults());
                var reader = RawClient.connected(broker.port(), "r")) {
            reader.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");
            expectRetained(reader, 'b');
            reader.expectNothing();
            assertEquals(
                    List.of(
                            "the retained value of a is lost: %s is damaged: its checksum is wrong"
                                    .formatted(first)),
                    broker.storageTroubles());
            assertEquals(1, broker.metrics().storage().damagedRecords());
        }
        Files.delete(payloads().get(0));

        try (var broker = begin(directory, Limits.defaults())) {
            assertEquals(0, broker.metrics().retainedMessages());
            heard("the retained value of b is lost: its payload is not on the disk");
        }
    }

    private List<Path> payloads() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("payloads"))) {
            return files.sorted().toList();
        }
    }

    private void awaitForced(Path live) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!medium.allForced(live)) {
            assertTrue(System.nanoTime() < deadline, "nothing was forced");
            Thread.onSpinWait();
        }
    }

    private static RawClient publish5(RawClient to, char topic) throws IOException {
        return to.sendBytes(packet(topic, LENGTH, (byte) topic));
    }

    /** MQTT 5, QoS 1, retained: a remaining length of 5,006. */
    private static byte[] packet(char topic, int length, byte value) {
        byte[] head = RawClient.bytes("33 8E 27 00 01 '" + topic + "' 00 01 00");
        return ByteBuffer.allocate(head.length + length)
                .put(head)
                .put(payload(length, value))
                .array();
    }

    private static byte[] payload(int length, byte value) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, value);
        return payload;
    }

    private static void expectLive(RawClient to, char... topics) throws IOException {
        for (char topic : topics) {
            to.expect("30 8B 27 00 01 '" + topic + "'");
            assertArrayEquals(payload(LENGTH, (byte) topic), to.in().readNBytes(LENGTH));
        }
    }

    private static void expectRetained(RawClient to, char topic) throws IOException {
        to.expect("31 8B 27 00 01 '" + topic + "'");
        assertArrayEquals(payload(LENGTH, (byte) topic), to.in().readNBytes(LENGTH));
    }

    private void heard(String part) throws InterruptedException {
        for (String event = ""; !event.contains(part); ) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part);
        }
    }

    private Broker begin(Path in, Limits limits) throws IOException {
        var storage = new StorageSettings(in, sync, Duration.ofMinutes(5));
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(storage)
                        .with(limits),
                events::add,
                medium);
    }
}
