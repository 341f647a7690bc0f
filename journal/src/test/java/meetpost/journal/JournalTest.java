package meetpost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JournalTest {

    private static final int MEGABYTE = 1 << 20;

    private final Path directory;

    JournalTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isEmptyAtFirst() throws Exception {
        try (Journal journal = open()) {
            assertEquals(new Recovery(0, 0, 0), journal.replay(bytes -> {}));
            assertEquals(List.of(), journal.segments());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void givesBackInOrderWhatWasSynced() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two");
            journal.sync();
            append(journal, "three");
            journal.sync();
        }

        assertEquals(List.of("one", "two", "three"), replayed());
    }

    @Test
    void liesOnTheDiskAsThePackageSays() throws Exception {
        try (Journal journal = open()) {
            append(journal, "abc", "d");
        }

        // CRC-32C of: 1 as 8 bytes, offset as 8, length as 4, the bytes; by another implementation.
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "00000003"
                                        + "8102a1ef"
                                        + "616263"
                                        + "00000001"
                                        + "7b197a18"
                                        + "64"),
                Files.readAllBytes(directory.resolve("0000000000000001.log")));
    }

    @Test
    void survivesAKillFromTheMomentItIsWritten() throws Exception {
        Journal killed = open();
        append(killed, "written");
        killed.write();
        append(killed, "pending");

        assertEquals(List.of("written"), replayed());
        assertEquals(8 + 7, killed.pendingBytes());
    }

    @Test
    void writesNothingThatIsNotAppended() throws Exception {
        try (Journal journal = open()) {
            journal.write();
            journal.sync();
            assertEquals(0, journal.writtenBytes());
        }

        assertEquals(List.of(), files());
    }

    @Test
    void goesOnInANewSegmentAfterAStart() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
        }
        try (Journal journal = open()) {
            append(journal, "two");
        }

        assertEquals(List.of("0000000000000001.log", "0000000000000002.log"), files());
        assertEquals(List.of("one", "two"), replayed());
    }

    @Test
    void beginsANewSegmentRatherThanSplitABatch() throws Exception {
        try (Journal journal = Journal.open(directory, 40)) {
            for (int batch = 0; batch < 3; batch++) {
                append(journal, "0123456789", "0123456789");
                journal.write();
            }
            assertEquals(List.of(1L, 2L, 3L), journal.segments());
            assertEquals(3 * 36, journal.logBytes());
            assertEquals(3 * 36, journal.writtenBytes());
        }

        assertEquals(6, replayed().size());
    }

    @Test
    void takesABatchThatIsLongerThanASegment() throws Exception {
        byte[] large = new byte[3 * MEGABYTE];
        large[large.length - 1] = 42;
        try (Journal journal = Journal.open(directory, 1000)) {
            append(journal, "small");
            journal.append(large);
            journal.sync();
        }

        List<byte[]> replayed = new ArrayList<>();
        try (Journal journal = open()) {
            journal.replay(replayed::add);
        }
        assertArrayEquals(large, replayed.get(1));
    }

    @Test
    void replacesTheLogByASnapshot() throws Exception {
        try (Journal journal = open()) {
            append(journal, "a=1", "a=2");
            journal.sync();
            append(journal, "b=1");
            try (Snapshot snapshot = journal.snapshot()) {
                append(journal, "b=2");
                journal.sync();
                snapshot.add("a:2".getBytes(UTF_8));
                snapshot.add("b:1".getBytes(UTF_8));
                snapshot.commit();
            }
            append(journal, "b=3");
        }

        assertEquals(List.of("0000000000000002.log", "0000000000000002.snapshot"), files());
        assertEquals(List.of("a:2", "b:1", "b=2", "b=3"), replayed());
    }

    @Test
    void numbersOnBehindASnapshotThatNothingFollowed() throws Exception {
        snapshot("state");

        try (Journal journal = open()) {
            append(journal, "after");
        }

        assertEquals(List.of("state", "after"), replayed());
    }

    @Test
    void keepsEverythingWhenASnapshotIsGivenUp() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            try (Snapshot snapshot = journal.snapshot()) {
                snapshot.add("half".getBytes(UTF_8));
            }
            append(journal, "two");
        }

        assertEquals(List.of("one", "two"), replayed());
        assertEquals(List.of("0000000000000001.log", "0000000000000002.log"), files());
    }

    @Test
    void ignoresAndRemovesASnapshotThatAKillLeftHalfWritten() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
        }
        Files.write(directory.resolve("0000000000000002.new"), new byte[100]);

        assertEquals(List.of("one"), replayed());
        assertEquals(List.of("0000000000000001.log"), files());
    }

    @Test
    void fallsBackToTheOlderSnapshotWhenTheNewerIsCutShort() throws Exception {
        snapshot("old state");
        byte[] older = Files.readAllBytes(directory.resolve("0000000000000001.snapshot"));
        try (Journal journal = open()) {
            append(journal, "then");
            journal.sync();
            byte[] log = Files.readAllBytes(directory.resolve("0000000000000001.log"));
            try (Snapshot snapshot = journal.snapshot()) {
                snapshot.add("new state".getBytes(UTF_8));
                snapshot.commit();
            }
            Files.write(directory.resolve("0000000000000001.log"), log);
        }
        Files.write(directory.resolve("0000000000000001.snapshot"), older);
        Path newer = directory.resolve("0000000000000002.snapshot");
        byte[] whole = Files.readAllBytes(newer);
        assertEquals(List.of("new state"), replayed());

        for (int length = 0; length < whole.length; length++) {
            Files.write(newer, Arrays.copyOf(whole, length));
            assertEquals(List.of("old state", "then"), replayed(), "cut at " + length);
        }
    }

    @Test
    void keepsWhatItCanOfTheOnlySnapshotWhenThatIsDamaged() throws Exception {
        snapshot("one", "two", "three");
        flip(directory.resolve("0000000000000001.snapshot"), 8 + 3 + 8);

        assertEquals(List.of("one", "three"), replayed());
    }

    @Test
    void stepsOverDamagedRecordsThatFollowEachOther() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two", "six", "ten");
        }
        Path file = directory.resolve("0000000000000001.log");
        flip(file, 11 + 8);
        flip(file, 2 * 11 + 8);

        List<String> replayed = new ArrayList<>();
        try (Journal journal = open()) {
            assertEquals(
                    new Recovery(2, 2, 22),
                    journal.replay(bytes -> replayed.add(new String(bytes, UTF_8))));
        }
        assertEquals(List.of("one", "ten"), replayed);
    }

    @Test
    void doesNotTakeALogForASnapshot() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
        }
        Files.move(
                directory.resolve("0000000000000001.log"),
                directory.resolve("0000000000000001.snapshot"));

        assertEquals(List.of(), replayed());
    }

    @Test
    void doesNotTakeTheRecordInsideARecordForOne() throws Exception {
        try (Journal journal = open()) {
            append(journal, "inner");
        }
        byte[] frame = Files.readAllBytes(directory.resolve("0000000000000001.log"));
        Files.delete(directory.resolve("0000000000000001.log"));
        try (Journal journal = open()) {
            journal.append(frame);
        }
        byte[] nested = Files.readAllBytes(directory.resolve("0000000000000001.log"));
        Files.write(
                directory.resolve("0000000000000001.log"),
                Arrays.copyOfRange(nested, 8, nested.length));
        assertEquals(List.of("inner"), replayed());

        Files.write(directory.resolve("0000000000000001.log"), concat(new byte[13], frame));

        assertEquals(List.of(), replayed());
    }

    @Test
    void takesNothingFromAFileOfZeros() throws Exception {
        Files.write(directory.resolve("0000000000000001.log"), new byte[4096]);

        try (Journal journal = open()) {
            assertEquals(new Recovery(0, 0, 4096), journal.replay(bytes -> {}));
        }
    }

    @Test
    void leavesForeignFilesAlone() throws Exception {
        Files.writeString(directory.resolve("README"), "mine");
        Files.writeString(directory.resolve("ffffffffffffffff.log"), "mine");

        assertEquals(List.of(), replayed());
        assertEquals(List.of("README", "ffffffffffffffff.log"), files());
    }

    @Test
    void readsRewritesAndDeletesSegments() throws Exception {
        try (Journal journal = Journal.open(directory, 1)) {
            for (int segment = 1; segment <= 3; segment++) {
                append(journal, "keep " + segment, "drop " + segment);
                journal.write();
            }
            List<String> second = new ArrayList<>();
            journal.read(2, bytes -> second.add(new String(bytes, UTF_8)));
            assertEquals(List.of("keep 2", "drop 2"), second);

            journal.delete(1);
            journal.rewrite(List.of(2L, 3L), bytes -> new String(bytes, UTF_8).startsWith("keep"));
            append(journal, "keep 4");
            journal.sync();

            assertEquals(List.of(3L, 4L), journal.segments());
            assertEquals(3 * 14, journal.logBytes());
        }

        assertEquals(List.of("keep 2", "keep 3", "keep 4"), replayed());
        assertEquals(List.of("0000000000000003.log", "0000000000000004.log"), files());
    }

    @Test
    void forgetsWhatIsPending() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            journal.forgetPending();
            append(journal, "two");
        }

        assertEquals(List.of("two"), replayed());
    }

    @Test
    void deletesTheSegmentThatIsWrittenTo() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            journal.write();
            journal.delete(1);
            append(journal, "two");
        }

        assertEquals(List.of("two"), replayed());
        assertEquals(List.of("0000000000000002.log"), files());
    }

    @Test
    void refusesAnEmptyRecord() throws Exception {
        try (Journal journal = open();
                Snapshot snapshot = journal.snapshot()) {
            assertThrows(IllegalArgumentException.class, () -> journal.append(new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> snapshot.add(new byte[0]));
        }
    }

    /** What {@code /dev/full} says to every write is what a full disk says. */
    @Test
    void keepsWhatAFullDiskRefusesAndWritesItWhenThereIsRoom() throws Exception {
        Path segment = directory.resolve("0000000000000001.log");
        try (Journal journal = open()) {
            Files.createSymbolicLink(segment, Path.of("/dev/full"));
            append(journal, "one");

            var thrown = assertThrows(IOException.class, journal::sync);
            append(journal, "two");

            assertEquals(
                    "journal %s: cannot write 11 bytes: No space left on device"
                            .formatted(directory),
                    thrown.getMessage());
            assertEquals(22, journal.pendingBytes());
            assertEquals(List.of(), files());
        }

        assertEquals(List.of("one", "two"), replayed());
    }

    @Test
    void goesOnInANewSegmentAfterAnInterruptHasClosedTheFile() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            journal.write();
            append(journal, "two");
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, journal::write);
            assertTrue(Thread.interrupted());

            journal.sync();
        }

        assertEquals(List.of("one", "two"), replayed());
    }

    /** Not even root creates a file there. */
    @Test
    void saysThatAFileSystemIsReadOnly() {
        var thrown =
                assertThrows(
                        IOException.class,
                        () -> Journal.open(Path.of("/proc/self/journal"), MEGABYTE));

        assertTrue(thrown.toString().contains("/proc/self/journal"), thrown.toString());
    }

    @Test
    void losesNothingAmongManyThreads() throws Exception {
        int writers = 4;
        int each = 2_000;
        var done = new CountDownLatch(writers);
        try (Journal journal = Journal.open(directory, 10_000)) {
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer + " ";
                new Thread(
                                () -> {
                                    IntStream.range(0, each)
                                            .forEach(n -> append(journal, name + n));
                                    done.countDown();
                                },
                                name)
                        .start();
            }
            while (!done.await(1, TimeUnit.MILLISECONDS)) {
                journal.write();
                journal.sync();
            }
        }

        List<String> replayed = replayed();
        assertEquals(writers * each, replayed.size());
        for (int writer = 0; writer < writers; writer++) {
            String name = "w" + writer + " ";
            assertEquals(
                    IntStream.range(0, each).mapToObj(n -> name + n).toList(),
                    replayed.stream().filter(text -> text.startsWith(name)).toList());
        }
    }

    private Journal open() throws IOException {
        return Journal.open(directory, MEGABYTE);
    }

    private void snapshot(String... records) throws IOException {
        try (Journal journal = open();
                Snapshot snapshot = journal.snapshot()) {
            for (String record : records) {
                snapshot.add(record.getBytes(UTF_8));
            }
            snapshot.commit();
        }
    }

    private static void append(Journal journal, String... records) {
        for (String record : records) {
            journal.append(record.getBytes(UTF_8));
        }
    }

    private List<String> replayed() throws IOException {
        List<String> replayed = new ArrayList<>();
        try (Journal journal = open()) {
            journal.replay(bytes -> replayed.add(new String(bytes, UTF_8)));
        }
        return replayed;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 0x10;
        Files.write(file, bytes);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
