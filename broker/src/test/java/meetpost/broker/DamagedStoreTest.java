package meetpost.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import meetpost.journal.Medium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page or a bit of what is stored is lost: that costs what lay there, and is said. */
@Timeout(300)
class DamagedStoreTest {

    private static final int PAGE = 4096;
    private static final int RETAINED = 1_000;
    private static final int SESSIONS = 60;
    private static final int SUBSCRIPTIONS = 20;
    private static final int WAITING = 5;

    /** Of a retained message below: what leads it, topic, value. */
    private static final int LEAST_RETAINED = 4 + 9 + 12;

    @TempDir Path directory;

    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private int copies;

    @Test
    void losesOfASnapshotWhatLayOnAPage() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        start(live).close();
        Path file = only(live, ".snapshot");
        byte[] whole = Files.readAllBytes(file);
        assertTrue(whole.length > 10 * PAGE, whole.length + " bytes");

        for (int page = 0; page + PAGE <= whole.length; page += PAGE) {
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, page, page + PAGE, (byte) 0);
            losesLittle(file, zeroed, "page at " + page);
        }
    }

    @Test
    void losesOfALogWhatLayOnAPage() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        Path file = only(live, ".log");
        byte[] whole = Files.readAllBytes(file);
        assertTrue(whole.length > 10 * PAGE, whole.length + " bytes");

        for (int page = 0; page + PAGE <= whole.length; page += PAGE) {
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, page, page + PAGE, (byte) 0);
            losesLittle(file, zeroed, "page at " + page);
        }
    }

    @Test
    void losesToAFlippedBitNoMoreThanOneRecord() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        start(live).close();
        Path file = only(live, ".snapshot");
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(20261130);

        for (int round = 0; round < 25; round++) {
            byte[] flipped = whole.clone();
            int position = random.nextInt(whole.length);
            flipped[position] ^= (byte) (1 << random.nextInt(8));
            losesLittle(file, flipped, "bit at " + position);
        }
    }

    /** Its client would wait in vain for messages that it thinks it has subscribed to. */
    @Test
    void tellsAClientThatItsSessionIsNewWhereSubscriptionsOfItAreLost() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        start(live).close();
        Path file = only(live, ".snapshot");
        byte[] bytes = Files.readAllBytes(file);
        // A filter of the first session, in its first record.
        int at = new String(bytes, ISO_8859_1).indexOf("f/00/");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        start(live).close();
        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s00", 0, "20 02 00 00").close();
            RawClient.connected(broker.port(), "s00", 0, "20 02 01 00").close();
            RawClient.connected(broker.port(), "s59", 0, "20 02 01 00").close();
        }
    }

    /** It was there since the snapshot, when nothing was lost yet. */
    @Test
    void tellsThatToAClientThatWasThereSinceTheSnapshot() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s00", 0, "20 02 01 00").close();
        }
        Path file = only(live, ".snapshot");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, ISO_8859_1).indexOf("f/00/");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s00", 0, "20 02 00 00").close();
            RawClient.connected(broker.port(), "s00", 0, "20 02 01 00").close();
        }
        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s00", 0, "20 02 01 00").close();
        }
    }

    /** A log does not say how much it had of a session: any record that is lost may have had it. */
    @Test
    void tellsEveryClientThatItsSessionIsNewWhereALogIsDamaged() throws Exception {
        Path live = directory.resolve("live");
        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s", 0, "20 02 00 00").close();
            retain(broker, 1, 300);
            try (var client = RawClient.connected(broker.port(), "s", 0, "20 02 01 00")) {
                client.send("82 0B 00 01 00 06 'f/lost' 01").expect("90 03 00 01 01");
            }
            retain(broker, 301, 600);
        }
        Path file = only(live, ".log");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, ISO_8859_1).indexOf("f/lost");
        assertTrue(at > 2 * PAGE && at < bytes.length - 2 * PAGE, at + " of " + bytes.length);
        bytes[at] ^= 1;
        Files.write(file, bytes);

        try (var broker = start(live)) {
            RawClient.connected(broker.port(), "s", 0, "20 02 00 00").close();
            RawClient.connected(broker.port(), "s", 0, "20 02 01 00").close();
        }
    }

    @Test
    void saysWhatIsLostAndKeepsTheFile() throws Exception {
        Path live = directory.resolve("live");
        fill(live);
        start(live).close();
        Path file = only(live, ".snapshot");
        byte[] bytes = Files.readAllBytes(file);
        int middle = bytes.length / 2 / PAGE * PAGE;
        Arrays.fill(bytes, middle, middle + PAGE, (byte) 0);
        Files.write(file, bytes);
        events.clear();

        try (var broker = start(live);
                var client = RawClient.connected(broker.port(), "c")) {
            long lost = broker.metrics().storage().damagedRecords();
            assertTrue(lost >= 4 && lost <= 9, lost + " records");
            String first = String.valueOf(events.poll());
            assertTrue(
                    first.startsWith("journal %s: %d damaged records (4".formatted(file, lost))
                            && first.endsWith(" bytes) are lost; is the card failing?"),
                    first);
            String second = String.valueOf(events.poll());
            assertTrue(
                    second.matches("journal: among what is lost are \\d+ retained messages"),
                    second);
            String trouble = broker.storageTroubles().get(0);
            assertTrue(
                    trouble.matches(".*\\.snapshot: .* lost, among them \\d+ retained messages"),
                    trouble);
            client.send("82 20 00 01 00 1B '$SYS/broker/storage/damaged' 00");
            client.expect("90 03 00 01 00");
            String answer = new String(client.in().readNBytes(4 + 27 + 1), UTF_8);
            assertTrue(answer.endsWith("damaged" + lost), answer);
        }

        assertArrayEquals(
                bytes, Files.readAllBytes(live.resolve("damaged").resolve(file.getFileName())));
        events.clear();
        start(live).close();
        assertEquals(List.of(), List.copyOf(events));
    }

    @Test
    void readsWhatVersion010Wrote() throws Exception {
        readsWhatWasWritten("journal-0.1.0.txt");
    }

    @Test
    void readsWhatTheFirstOnesOfThisVersionWrote() throws Exception {
        readsWhatWasWritten("journal-0.2.0-early.txt");
    }

    private void readsWhatWasWritten(String resource) throws Exception {
        try (var in = DamagedStoreTest.class.getResourceAsStream(resource)) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                String[] parts = line.split(" ");
                Files.write(directory.resolve(parts[0]), HexFormat.of().parseHex(parts[1]));
            }
        }
        for (int start = 1; start <= 2; start++) {
            try (var broker = start(directory)) {
                assertEquals(List.of(), List.copyOf(events));
                assertEquals(3, broker.metrics().sessions());
                assertEquals(3, broker.metrics().subscriptions());
                assertEquals(5, broker.metrics().retainedMessages());
            }
        }
        try (var broker = start(directory);
                var client = RawClient.connected(broker.port(), "keller", 0, "20 02 01 00")) {
            client.expect("32 10 00 03 't/a' 00 01 'message 1'");
            client.send("40 02 00 01");
            client.expect("32 10 00 03 't/a' 00 02 'message 2'");
            client.expect("32 10 00 03 't/a' 00 03 'message 3'");
            client.expect("32 10 00 03 't/b' 00 04 'message 4'");
            client.expect("32 10 00 03 't/b' 00 05 'message 5'");
            try (var halfway = RawClient.connected(broker.port(), "halfway", 0, "20 02 01 00")) {
                halfway.send("62 02 00 07").expect("70 02 00 07");
            }
            client.expect("32 10 00 03 't/c' 00 06 'message 6'");
            client.send("82 0B 00 09 00 06 'huis/2' 00").expect("90 03 00 09 00");
            client.expect("31 15 00 06 'huis/2' 'value 2 later'");
        }
    }

    private void losesLittle(Path file, byte[] damaged, String what) throws IOException {
        Path copy = directory.resolve("copy-" + ++copies);
        Files.createDirectory(copy);
        Files.write(copy.resolve(file.getFileName()), damaged);
        try (var broker = start(copy)) {
            BrokerMetrics found = broker.metrics();
            int retained = found.retainedMessages();
            int most = PAGE / LEAST_RETAINED + 2 * 512 / LEAST_RETAINED;
            int bytes =
                    (RETAINED - retained) * LEAST_RETAINED
                            + (SESSIONS * SUBSCRIPTIONS - found.subscriptions()) * 15
                            + (int) (SESSIONS * WAITING - found.queuedMessages()) * 7;
            assertTrue(RETAINED - retained <= most, what + ": " + retained + " retained");
            assertEquals(SESSIONS, found.sessions(), what + ": sessions");
            assertTrue(bytes < PAGE + 2 * 1024, what + ": " + found + retained);
            assertTrue(bytes == 0 || found.storage().damagedRecords() > 0, what);
        }
    }

    /** Sessions with subscriptions and messages that wait, then retained values. */
    private void fill(Path live) throws Exception {
        try (var broker = start(live)) {
            for (int session = 0; session < SESSIONS; session++) {
                subscribe(broker, session);
            }
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int n = 0; n < WAITING; n++) {
                    publisher.send("32 10 00 01 't' 00 %02X 'message %03d'".formatted(n + 1, n));
                    publisher.expect("40 02 00 %02X".formatted(n + 1));
                }
            }
            retain(broker, 1, RETAINED);
        }
    }

    private static void retain(Broker broker, int first, int last) throws IOException {
        try (var publisher = RawClient.connected(broker.port(), "p")) {
            for (int n = first; n <= last; n++) {
                publisher.send("33 1A 00 09 'huis/%04d' %04X 'value %07d'".formatted(n, n, n));
                publisher.expect("40 02 %04X".formatted(n));
            }
        }
    }

    private static void subscribe(Broker broker, int session) throws IOException {
        String id = "s%02d".formatted(session);
        try (var client = RawClient.connected(broker.port(), id, 0, "20 02 00 00")) {
            client.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            for (int n = 1; n < SUBSCRIPTIONS; n++) {
                client.send("82 0C 00 02 00 07 'f/%02d/%02d' 01".formatted(session, n));
                client.expect("90 03 00 02 01");
            }
            client.send("E0 00").expectClosed();
        }
    }

    private Path only(Path live, String kind) throws IOException {
        try (Stream<Path> files = Files.list(live)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(kind)).toList();
            assertEquals(1, found.size(), found.toString());
            return found.get(0);
        }
    }

    private Broker start(Path live) throws IOException {
        var storage = new StorageSettings(live, Duration.ofSeconds(1), Duration.ofMinutes(5));
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        return Broker.start(
                settings.with(storage),
                event -> {
                    if (event.startsWith("journal")) {
                        events.add(event);
                    }
                },
                Medium.DISK);
    }
}
