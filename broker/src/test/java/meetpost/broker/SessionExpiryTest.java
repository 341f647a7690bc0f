package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.SessionSettings;
import meetpost.broker.settings.StorageSettings;
import meetpost.journal.Medium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a session outlives its connection, and what counts as its absence. */
class SessionExpiryTest {

    private static final int PERSISTENT = 0;

    /** MQTT 5, clean start off, session expiry interval, client identifier "f". */
    private static final String CONNECT_5 = "10 13 00 04 'MQTT' 05 00 00 00 05 11 %s 00 01 'f'";

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final AtomicLong ticks = new AtomicLong(77);

    @Test
    void ofOlderClientsIsTheBrokersOwn() throws Exception {
        try (var broker = begin("live", 60)) {
            leaves(broker, "s");
            passes(Duration.ofDays(59));
        }
        try (var broker = begin("live", 60)) {
            assertEquals(1, broker.metrics().sessions());
            passes(Duration.ofDays(2));
        }
        try (var broker = begin("live", 60)) {
            becomesEmpty(broker);
            assertEquals(1, broker.metrics().sessionsExpired());
        }
    }

    /** A board without a clock and one whose process was away for a year count the same. */
    @Test
    void countsWhatTheBrokerRanAndNotWhatItWasOff() throws Exception {
        try (var broker = begin("live", 60)) {
            leaves(broker, "s");
            passes(Duration.ofDays(30));
        }
        passes(Duration.ofDays(365));
        try (var broker = begin("live", 60)) {
            passes(Duration.ofDays(29));
            assertEquals(1, broker.metrics().sessions());
        }
        try (var broker = begin("live", 60);
                var back = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 01 00")) {
            back.expectNothing();
        }
        passes(Duration.ofDays(365));
        try (var broker = begin("live", 60)) {
            passes(Duration.ofDays(59));
            assertEquals(1, broker.metrics().sessions(), "it came back: its absence began anew");
        }
    }

    @Test
    void countsOnAfterTheProcessWasKilled() throws Exception {
        try (var broker = begin("live", 60)) {
            leaves(broker, "s");
            passes(Duration.ofDays(40));
            leaves(broker, "other");
            medium.cut(directory.resolve("live"), directory.resolve("copy"), new Random(1));
        }
        try (var broker = begin("copy", 60)) {
            passes(Duration.ofDays(21));
        }
        try (var broker = begin("copy", 60);
                var other = RawClient.connected(broker.port(), "other", 0, "20 02 01 00")) {
            other.expectNothing();
            eventually(broker, 1);
            assertEquals(1, broker.metrics().sessionsExpired());
        }
    }

    /** [MQTT-3.2.2.3.2]: the server says so where it uses another value than the client asked. */
    @Test
    void ofMqtt5IsTheClientsOwnWithinTheBrokers() throws Exception {
        try (var broker = begin("live", 1);
                var own = new RawClient(broker.port());
                var shortened = new RawClient(broker.port())) {
            own.send(CONNECT_5.formatted("00 01 51 80"));
            own.expect("20 0E 00 00 0B 22 00 0A 27 00 20 00 00 21 00 14").expectNothing();

            shortened.send(CONNECT_5.formatted("FF FF FF FF"));
            shortened.expect("20 13 01 00 10 11 00 01 51 80 22 00 0A 27 00 20 00 00 21 00 14");
            shortened.expectNothing();
        }
    }

    /** One that is to end in a second does so, in the process that goes on. */
    @Test
    void endsWhileTheBrokerRuns() throws Exception {
        try (var broker = begin("live", 1)) {
            try (var client = new RawClient(broker.port())) {
                client.send(CONNECT_5.formatted("00 00 00 01")).in().skipNBytes(16);
                client.send("E0 00").expectClosed();
            }
            becomesEmpty(broker);
        }
    }

    @Test
    void ofSessionsThatWereKeptBeforeIsShortenedToo() throws Exception {
        try (var broker = begin("live", 60)) {
            leaves(broker, "s");
            passes(Duration.ofDays(3));
        }
        try (var broker = begin("live", 2)) {
            becomesEmpty(broker);
        }
    }

    private void becomesEmpty(Broker broker) {
        eventually(broker, 0);
    }

    private void eventually(Broker broker, int sessions) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (broker.metrics().sessions() != sessions) {
            assertTrue(System.nanoTime() < deadline, "it did not expire");
            Thread.onSpinWait();
        }
    }

    private void passes(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    private static void leaves(Broker broker, String id) throws IOException {
        try (var client = RawClient.connected(broker.port(), id, PERSISTENT, "20 02 00 00")) {
            client.send("E0 00").expectClosed();
        }
    }

    private Broker begin(String name, int days) throws IOException {
        var storage =
                new StorageSettings(directory.resolve(name), Duration.ZERO, Duration.ofMinutes(5));
        var settings =
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(storage)
                        .with(new SessionSettings(Duration.ofDays(days), Set.of()));
        Medium disk = medium;
        return Broker.start(settings, BrokerEvents.NONE, disk, ticks::get);
    }
}
