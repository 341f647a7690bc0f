package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that come to nothing, which were to make up for what a full disk did not take. */
class FullDiskSnapshotTest {

    private static final int MESSAGES = 100;

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** More than is held back for such a disk: only a snapshot has all of it. */
    @Test
    void triesAgainUntilWhatWasAcknowledgedIsKept() throws Exception {
        var forced = new AtomicInteger();
        try (var broker = begin()) {
            subscribesAndLeaves(broker);
            medium.full(true);
            publishes(broker, MESSAGES);
            heard("are not safe");

            medium.whileForcing(() -> failFirstOfJournalThread(forced));
            medium.full(false);

            heard("it works again");
        }
        assertTrue(forced.get() > 0);
        try (var broker = begin()) {
            assertEquals(MESSAGES, broker.metrics().queuedMessages());
        }
    }

    /** What is left of it would take what room there is. */
    @Test
    void leavesNothingOfASnapshotThatHasNoRoom() throws Exception {
        try (var broker = begin()) {
            subscribesAndLeaves(broker);
            medium.full(file -> file.toString().endsWith(".new"));

            publishes(broker, 150);
            heard("the journal grows until its snapshot can be written");
            assertTrue(!broker.metrics().storage().fails());

            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(0, files.filter(file -> file.toString().endsWith(".new")).count());
            }
        }
    }

    /** With {@code sync: 0} that thread forces snapshots and nothing else. */
    private void failFirstOfJournalThread(AtomicInteger forced) throws IOException {
        if (Thread.currentThread().getName().equals("broker-journal")) {
            forced.incrementAndGet();
            throw new IOException("No space left on device");
        }
        medium.whileForcing(() -> failFirstOfJournalThread(forced));
    }

    private static void subscribesAndLeaves(Broker broker) throws IOException {
        try (var absent = RawClient.connected(broker.port(), "s", 0, "20 02 00 00")) {
            absent.send("82 06 00 01 00 01 '#' 01").expect("90 03 00 01 01");
            absent.send("E0 00").expectClosed();
        }
    }

    private static void publishes(Broker broker, int messages) throws IOException {
        String large = "x".repeat(60_000);
        try (var publisher = RawClient.connected(broker.port(), "p")) {
            for (int i = 1; i <= messages; i++) {
                publisher.send("32 E5 D4 03 00 01 't' 00 %02X '%s'".formatted(i, large));
                publisher.expect("40 02 00 %02X".formatted(i));
            }
        }
    }

    private void heard(String part) throws InterruptedException {
        for (String event = ""; !event.contains(part); ) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part);
        }
    }

    private Broker begin() throws IOException {
        var storage = new StorageSettings(directory, Duration.ZERO, Duration.ofMinutes(5));
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage),
                events::add,
                medium);
    }
}
