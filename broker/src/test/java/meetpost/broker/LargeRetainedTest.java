package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retained payloads of 1.5 MB, such as {@code zigbee2mqtt/bridge/devices}: forty of them are as
 * much as the whole heap of the process that keeps them.
 */
class LargeRetainedTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'z'";
    private static final int LENGTH = 1_500_000;
    private static final int TOPICS = 40;

    @TempDir Path directory;

    private Process process;
    private int port;

    @Test
    void survivesKillNine() throws Exception {
        begin();
        try (var publisher = publisher()) {
            for (int i = 0; i < TOPICS; i++) {
                publish(publisher, i, payload(i));
                publisher.expect("40 03 00 01 10");
            }
        }
        process.destroyForcibly().waitFor();

        begin();

        assertRetained();
        assertTrue(snapshotBytes() < 100_000, "a snapshot has the payloads");
    }

    /** The second value of a topic takes the place of the first on the disk too. */
    @Test
    void keepsTheLastValueOnlyOfATopic() throws Exception {
        begin();
        try (var publisher = publisher()) {
            for (int value = 0; value < 5; value++) {
                publish(publisher, 7, payload(value));
                publisher.expect("40 03 00 01 10");
            }
            for (int i = 0; i < TOPICS; i++) {
                publish(publisher, i, payload(i));
                publisher.expect("40 03 00 01 10");
            }
        }
        awaitNoMoreThanTheValues();
        stop();

        begin();

        assertRetained();
        awaitNoMoreThanTheValues();
    }

    private void awaitNoMoreThanTheValues() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (bytesOnDisk() > (TOPICS + 1) * LENGTH && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertTrue(bytesOnDisk() <= (TOPICS + 1) * LENGTH, () -> "it keeps " + bytesOnDisk());
    }

    @AfterEach
    void stop() throws Exception {
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    private void assertRetained() throws IOException {
        try (var reader = RawClient.connected(port, "r")) {
            for (int i = 0; i < TOPICS; i++) {
                reader.send("82 08 00 01 00 03 'z%02d' 00".formatted(i)).expect("90 03 00 01 00");
                // 1,500,005 bytes follow.
                reader.expect("31 E5 C6 5B 00 03 'z%02d'".formatted(i));
                assertArrayEquals(payload(i), reader.in().readNBytes(LENGTH), "topic " + i);
            }
            reader.expectNothing();
        }
        try (var everything = RawClient.connected(port, "e")) {
            everything.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");
            int seen = 0;
            while (seen < TOPICS) {
                everything.expect("31 E5 C6 5B 00 03");
                String topic = new String(everything.in().readNBytes(3), UTF_8);
                byte[] expected = payload(Integer.parseInt(topic.substring(1)));
                assertArrayEquals(expected, everything.in().readNBytes(LENGTH), topic);
                seen++;
            }
            assertEquals(TOPICS, seen);
        }
    }

    /**
     * 1,500,008 bytes follow: topic, packet identifier, no properties, payload; nobody subscribes.
     */
    private static void publish(RawClient to, int topic, byte[] payload) throws IOException {
        byte[] head = RawClient.bytes("33 E8 C6 5B 00 03 'z%02d' 00 01 00".formatted(topic));
        to.sendBytes(
                ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array());
    }

    private RawClient publisher() throws IOException {
        var publisher = new RawClient(port);
        publisher.send(CONNECT_5).in().skipNBytes(16);
        return publisher;
    }

    private static byte[] payload(int seed) {
        byte[] payload = new byte[LENGTH];
        new Random(seed).nextBytes(payload);
        return payload;
    }

    private void begin() throws IOException {
        process = BrokerProcess.start(directory);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        port = Integer.parseInt(String.valueOf(out.readLine()));
    }

    private long snapshotBytes() throws IOException {
        return bytes(directory, ".snapshot");
    }

    private long bytesOnDisk() {
        try {
            return bytes(directory, "");
        } catch (IOException | UncheckedIOException e) {
            // A file went while it was counted.
            return Long.MAX_VALUE;
        }
    }

    private static long bytes(Path in, String kind) throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            long bytes = 0;
            for (Path file : files.filter(each -> each.toString().endsWith(kind)).toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            return bytes;
        }
    }
}
