package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged for a persistent session outlives {@code kill -9}: each test has a broker
 * in a process of its own, which is killed.
 */
class DurabilityTest {

    /** CONNECT flags: no clean session. */
    private static final int PERSISTENT = 0x00;

    @TempDir Path directory;
    private Process process;
    private int port;

    @BeforeEach
    void startsABroker() throws IOException {
        begin();
    }

    @AfterEach
    void killsIt() throws InterruptedException {
        kill();
    }

    @Test
    void keepsMessagesThatWaitForASession() throws Exception {
        subscribeAndLeave(1);
        try (var publisher = RawClient.connected(port, "p")) {
            for (int id = 1; id <= 200; id++) {
                publisher.send("32 06 00 01 't' %04X %02X".formatted(id, id));
                publisher.expect("40 02 %04X".formatted(id));
            }
        }

        restart();

        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            for (int id = 1; id <= 200; id++) {
                byte[] packet = subscriber.in().readNBytes(8);
                assertEquals(id, packet[7] & 0xFF, "order");
                subscriber.sendBytes(new byte[] {0x40, 2, packet[5], packet[6]});
            }
            subscriber.expectNothing();
        }
    }

    @Test
    void deliversWhatWasAcknowledgedOnlyOnce() throws Exception {
        subscribeAndLeave(1);
        publish("32 06 00 01 't' 00 01 'x'", "40 02 00 01");
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("32 06 00 01 't' 00 01 'x'").send("40 02 00 01").expectNothing();
        }

        restart();

        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expectNothing();
        }
    }

    @Test
    void keepsSubscriptionsAndForgetsThoseThatWereGivenUp() throws Exception {
        subscribeAndLeave(1);
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.send("82 06 00 02 00 01 'u' 00").expect("90 03 00 02 00");
            subscriber.send("A2 05 00 03 00 01 't'").expect("B0 02 00 03");
        }

        restart();

        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            publish("32 06 00 01 't' 00 01 'x'", "40 02 00 01");
            publish("32 06 00 01 'u' 00 01 'y'", "40 02 00 01");
            subscriber.expect("30 04 00 01 'u' 'y'").expectNothing();
        }
    }

    /** The crash is between PUBREC and PUBREL. */
    @Test
    void completesAnIncomingQos2MessageOnce() throws Exception {
        subscribeAndLeave(2);
        try (var publisher = RawClient.connected(port, "p", PERSISTENT, "20 02 00 00")) {
            publisher.send("34 06 00 01 't' 00 09 'x'").expect("50 02 00 09");
        }

        restart();

        try (var publisher = RawClient.connected(port, "p", PERSISTENT, "20 02 01 00")) {
            publisher.send("3C 06 00 01 't' 00 09 'x'").expect("50 02 00 09");
            publisher.send("62 02 00 09").expect("70 02 00 09");
        }
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("34 06 00 01 't' 00 01 'x'").send("50 02 00 01");
            subscriber.expect("62 02 00 01").send("70 02 00 01").expectNothing();
        }
    }

    /** The crash is between PUBREC and PUBCOMP of what goes out: [MQTT-4.4.0-1], the same id. */
    @Test
    void repeatsThePubrelOfAnOutgoingQos2Message() throws Exception {
        subscribeAndLeave(2);
        publish("34 06 00 01 't' 00 01 'x'", "50 02 00 01", "62 02 00 01", "70 02 00 01");
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("34 06 00 01 't' 00 01 'x'").send("50 02 00 01");
            subscriber.expect("62 02 00 01");
        }

        // The second start reads the snapshot of the first.
        restart();
        restart();

        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("62 02 00 01").send("70 02 00 01").expectNothing();
        }
    }

    @Test
    void sendsAnUnansweredQos2MessageAgainUnderItsIdentifier() throws Exception {
        subscribeAndLeave(2);
        publish("34 06 00 01 't' 00 01 'x'", "50 02 00 01", "62 02 00 01", "70 02 00 01");
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("34 06 00 01 't' 00 01 'x'");
        }

        restart();

        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.expect("3C 06 00 01 't' 00 01 'x'");
        }
    }

    @Test
    void keepsARetainedValueOfAQuietTopic() throws Exception {
        publish("33 06 00 01 't' 00 01 'x'", "40 02 00 01");

        restart();

        try (var subscriber = RawClient.connected(port, "s")) {
            subscriber.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            subscriber.expect("31 04 00 01 't' 'x'");
        }
    }

    @Test
    void forgetsARetainedValueThatWasCleared() throws Exception {
        publish("33 06 00 01 't' 00 01 'x'", "40 02 00 01");
        publish("33 05 00 01 't' 00 01", "40 02 00 01");

        restart();

        try (var subscriber = RawClient.connected(port, "s")) {
            subscriber.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00").expectNothing();
        }
    }

    /** Each topic has five writes; then it is written seldom, and at the stop. */
    @Test
    void writesAChattyTopicSeldomAndAtTheStop() throws Exception {
        for (int i = 1; i <= 5; i++) {
            publish("33 06 00 01 't' 00 01 '%d'".formatted(i), "40 02 00 01");
        }
        restart();
        assertEquals("5", retained());

        for (int i = 1; i <= 9; i++) {
            publish("33 06 00 01 't' 00 01 '%d'".formatted(i), "40 02 00 01");
        }
        process.destroy();
        process.waitFor();
        begin();

        assertEquals("9", retained());
    }

    @Test
    void startsWithATornTailAndWithFlippedBits() throws Exception {
        subscribeAndLeave(1);
        for (int i = 0; i < 50; i++) {
            publish("32 06 00 01 't' 00 01 'x'", "40 02 00 01");
        }
        kill();
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 200) {
                bytes[bytes.length / 2] ^= 0x10;
                Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
            }
        }

        begin();

        // Nobody knows what was in the records that are lost: it subscribes again, and has its
        // queue.
        try (var client = RawClient.connected(port, "s", PERSISTENT, "20 02 00 00")) {
            client.expect("32 06 00 01 't' 00 01 'x'");
            client.send("C0 00");
        }
        RawClient.connected(port, "s", PERSISTENT, "20 02 01 00").close();
    }

    @Test
    void writesNothingForCleanSessions() throws Exception {
        long before = size();
        try (var subscriber = RawClient.connected(port, "c");
                var publisher = RawClient.connected(port, "p")) {
            subscriber.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            for (int i = 0; i < 20; i++) {
                publisher.send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");
                subscriber.in().skipNBytes(8);
            }
        }

        assertEquals(before, size());
    }

    /** 100 bytes each, queued and acknowledged. */
    @Test
    void writesUnder300BytesForADurableMessage() throws Exception {
        subscribeAndLeave(1);
        long before = size();
        String message = "32 6B 00 05 'kas/t' %04X '" + "x".repeat(98) + "'";
        try (var publisher = RawClient.connected(port, "p");
                var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 01 00")) {
            subscriber.send("82 0A 00 02 00 05 'kas/t' 01").expect("90 03 00 02 01");
            for (int id = 1; id <= 100; id++) {
                publisher.send(message.formatted(id)).expect("40 02 %04X".formatted(id));
                byte[] packet = subscriber.in().readNBytes(109);
                subscriber.sendBytes(new byte[] {0x40, 2, packet[9], packet[10]}).expectNothing();
            }
        }

        long each = (size() - before) / 100;

        assertTrue(each < 300, each + " bytes");
    }

    private void subscribeAndLeave(int qos) throws IOException {
        try (var subscriber = RawClient.connected(port, "s", PERSISTENT, "20 02 00 00")) {
            subscriber.send("82 06 00 01 00 01 't' %02X".formatted(qos));
            subscriber.expect("90 03 00 01 %02X".formatted(qos)).send("E0 00").expectClosed();
        }
    }

    /** Sends and expects in turn. */
    private void publish(String... packets) throws IOException {
        try (var publisher = RawClient.connected(port, "p")) {
            for (int i = 0; i < packets.length; i += 2) {
                publisher.send(packets[i]).expect(packets[i + 1]);
            }
        }
    }

    private String retained() throws IOException {
        try (var subscriber = RawClient.connected(port, "r")) {
            subscriber.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            return new String(subscriber.in().readNBytes(6), 5, 1, UTF_8);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += Files.size(file);
        }
        return size;
    }

    private void restart() throws Exception {
        kill();
        begin();
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void begin() throws IOException {
        process = BrokerProcess.start(directory);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        port = Integer.parseInt(String.valueOf(out.readLine()));
    }
}
