package meetpost.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that are damaged, and of those of earlier versions. */
@Timeout(120)
class DamagedFilesTest extends JournalOnDisk {

    private static final HexFormat HEX = HexFormat.of();

    DamagedFilesTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void losesOfASnapshotWhatLiesOnThePage() throws Exception {
        String[] records =
                IntStream.range(0, 2_000)
                        .mapToObj(n -> "%04d %s".formatted(n, "x".repeat(n * 7 % 900)))
                        .toArray(String[]::new);
        snapshot(records);
        Path file = directory.resolve("0000000000000001.snapshot");
        byte[] whole = Files.readAllBytes(file);
        String text = new String(whole, ISO_8859_1);
        Map<Integer, Integer> onPage = new TreeMap<>();
        for (String record : records) {
            int at = text.indexOf(record.substring(0, 5));
            assertEquals((at - 20) / 4096, (at + record.length() - 1) / 4096, "one page");
            onPage.merge(at / 4096, 1, Integer::sum);
        }

        for (int page = 0; page < whole.length / 4096; page++) {
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, page * 4096, page * 4096 + 4096, (byte) 0);
            Files.write(file, zeroed);

            assertEquals(2_000 - onPage.get(page), replayed().size(), "page " + page);
        }
    }

    @Test
    void countsWhatIsLostAndNamesTheFile() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two", "six", "ten");
        }
        Path file = directory.resolve("0000000000000001.log");
        // The heads of two of them: they are found by the count of the third.
        flip(file, 23);
        flip(file, 2 * 23);

        List<String> told = new ArrayList<>();
        try (Journal journal = open()) {
            journal.replay(
                    bytes -> {}, (path, found) -> told.add(path.getFileName() + " " + found));
        }

        assertEquals(
                List.of(
                        "0000000000000001.log Recovery[records=2, damaged=2, lostBytes=46,"
                                + " tornBytes=0]"),
                told);
    }

    @Test
    void keepsADamagedFileAsideWhenItsContentHasANewPlace() throws Exception {
        snapshot("one", "two", "three");
        Path file = directory.resolve("0000000000000001.snapshot");
        flip(file, 23 + 20);
        byte[] damaged = Files.readAllBytes(file);

        try (Journal journal = open()) {
            journal.replay(bytes -> {});
            assertArrayEquals(damaged, Files.readAllBytes(file));
            append(journal, "after");
            try (Snapshot snapshot = journal.snapshot()) {
                snapshot.add(record("all"));
                snapshot.commit();
            }
        }

        assertEquals(List.of("0000000000000002.snapshot", "damaged"), files());
        assertArrayEquals(
                damaged,
                Files.readAllBytes(directory.resolve("damaged").resolve(file.getFileName())));
        assertEquals(List.of("all"), replayed());
    }

    @Test
    void keepsADamagedSegmentAsideThatIsDeletedOrRewritten() throws Exception {
        try (Journal journal = Journal.open(directory, 1)) {
            for (String record : List.of("one", "two", "six")) {
                append(journal, record);
                journal.write();
            }
        }
        flip(directory.resolve("0000000000000001.log"), 20);
        flip(directory.resolve("0000000000000003.log"), 20);

        try (Journal journal = Journal.open(directory, 1)) {
            journal.replay(bytes -> {});
            journal.delete(1);
            journal.rewrite(List.of(2L, 3L), bytes -> true);
        }

        assertEquals(List.of("two"), replayed());
        assertEquals(List.of("0000000000000001.log", "0000000000000003.log"), aside());
    }

    @Test
    void keepsTheNewestEightAside() throws Exception {
        try (Journal journal = Journal.open(directory, 1)) {
            for (int segment = 1; segment <= 12; segment++) {
                append(journal, "one");
                journal.write();
            }
        }
        for (int segment = 1; segment <= 12; segment++) {
            flip(directory.resolve("%016x.log".formatted(segment)), 20);
        }

        try (Journal journal = Journal.open(directory, 1)) {
            journal.replay(bytes -> {});
            journal.segments().forEach(journal::delete);
        }

        assertEquals(8, aside().size());
        assertEquals("0000000000000005.log", aside().get(0));
    }

    @Test
    void takesARecordThatWasCutShortForNoDamage() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two");
        }
        Path file = directory.resolve("0000000000000001.log");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2 * 23 - 1));

        try (Journal journal = open()) {
            assertEquals(new Recovery(1, 0, 0, 22), journal.replay(bytes -> {}));
            journal.delete(1);
        }

        assertEquals(List.of(), files());
    }

    /** A guest may write what looks like a frame; it does not know the mark. */
    @Test
    void findsNoFrameInTheBytesOfARecordWhoseHeadIsDamaged() throws Exception {
        ByteBuffer forged = ByteBuffer.allocate(60_000);
        for (int at = 0; at + 24 <= forged.capacity(); at += 24) {
            int head = MarkedFrames.checksumOfHead(1, 20 + 20 + 3 + at, 0x4D4D4D4D, 1, 4);
            var bytes = MarkedFrames.checksumOfBytes(1, 20 + 20 + 3 + at, head);
            bytes.update("evil".getBytes(UTF_8));
            forged.putInt(0x4D4D4D4D).putInt(1).putInt(4).putInt(head);
            forged.putInt((int) bytes.getValue()).put("evil".getBytes(UTF_8));
        }
        try (Journal journal = open()) {
            append(journal, "one");
            journal.append(forged.array());
            append(journal, "two");
        }
        flip(directory.resolve("0000000000000001.log"), 23 + 8);

        assertEquals(List.of("one", "two"), replayed());
    }

    /** As version 0.1.0 wrote it, by another implementation of CRC-32C. */
    @Test
    void readsWhatEarlierVersionsWrote() throws Exception {
        Files.write(
                directory.resolve("0000000000000001.log"),
                HEX.parseHex("00000003" + "8102a1ef" + "616263" + "00000001" + "7b197a18" + "64"));

        assertEquals(List.of("abc", "d"), replayed());
        try (Journal journal = open()) {
            append(journal, "new");
        }
        assertEquals(List.of("abc", "d", "new"), replayed());
    }

    @Test
    void findsRecordsOfEarlierVersionsBehindDamage() throws Exception {
        byte[] whole = plain(List.of("one", "two", "six", "ten", "end"));
        Path file = directory.resolve("0000000000000001.log");

        for (int position = 0; position < whole.length; position++) {
            byte[] flipped = whole.clone();
            flipped[position] ^= (byte) (1 << position % 8);
            Files.write(file, flipped);
            List<String> kept = new ArrayList<>(List.of("one", "two", "six", "ten", "end"));
            kept.remove(position / 11);

            assertEquals(kept, replayed(), "flipped at " + position);
        }
    }

    @Test
    void givesUpOnAnOldFileThatWouldTakeForEver() throws Exception {
        // Each four bytes are a length that fits: 500,000 frames of a megabyte to be tried.
        ByteBuffer hostile = ByteBuffer.allocate(2 * MEGABYTE);
        while (hostile.hasRemaining()) {
            hostile.putInt(MEGABYTE);
        }
        Files.write(directory.resolve("0000000000000001.log"), hostile.array());

        try (Journal journal = open()) {
            Recovery found = journal.replay(bytes -> {});
            assertEquals(0, found.records());
            assertTrue(found.damaged() > 0 || found.tornBytes() > 0, found.toString());
        }
    }

    private static byte[] plain(List<String> records) {
        ByteBuffer file = ByteBuffer.allocate(1_000);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            var crc = Checksum.begin(1, file.position(), bytes.length);
            crc.update(bytes);
            file.putInt(bytes.length).putInt((int) crc.getValue()).put(bytes);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    private List<String> aside() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("damaged"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
