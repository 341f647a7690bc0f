package meetpost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is appended, written, forced, rewritten and deleted. */
@Timeout(120)
class JournalTest extends JournalOnDisk {

    JournalTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void isEmptyAtFirst() throws Exception {
        try (Journal journal = open()) {
            assertEquals(Recovery.NONE, journal.replay(bytes -> {}));
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

        byte[] file = Files.readAllBytes(directory.resolve("0000000000000001.log"));
        String mark = HexFormat.of().formatHex(file, 0, 4);
        String number = "0000000000000001";
        String head = crc32c(number + "0000000000000000" + mark + "00000000" + "00000003");
        String bytes = crc32c(number + "0000000000000000" + head + "616263");
        String nextHead = crc32c(number + "0000000000000017" + mark + "00000001" + "00000001");
        String nextBytes = crc32c(number + "0000000000000017" + nextHead + "64");
        assertEquals(
                mark
                        + "00000000"
                        + "00000003"
                        + head
                        + bytes
                        + "616263"
                        + mark
                        + "00000001"
                        + "00000001"
                        + nextHead
                        + nextBytes
                        + "64",
                HexFormat.of().formatHex(file));
    }

    /** Bit by bit, as RFC 3720 has it. */
    private static String crc32c(String hex) {
        int crc = -1;
        for (byte b : HexFormat.of().parseHex(hex)) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }
        return "%08x".formatted(~crc);
    }

    @Test
    void survivesAKillFromTheMomentItIsWritten() throws Exception {
        Journal killed = open();
        append(killed, "written");
        killed.write();
        append(killed, "pending");

        assertEquals(List.of("written"), replayed());
        assertEquals(20 + 7, killed.pendingBytes());
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
        try (Journal journal = Journal.open(directory, 64)) {
            for (int batch = 0; batch < 3; batch++) {
                append(journal, "0123456789", "0123456789");
                journal.write();
            }
            assertEquals(List.of(1L, 2L, 3L), journal.segments());
            assertEquals(3 * 60, journal.logBytes());
            assertEquals(3 * 60, journal.writtenBytes());
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
            assertEquals(3 * 26, journal.logBytes());
        }

        assertEquals(List.of("keep 2", "keep 3", "keep 4"), replayed());
        assertEquals(List.of("0000000000000003.log", "0000000000000004.log"), files());
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

    @Test
    void writesARecordBehindWhatIsPending() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            journal.write(List.of(record("two")));
            append(journal, "three");

            assertEquals(List.of("one", "two"), replayed());
        }
    }

    @Test
    void writesALargeRecordFromOutsideTheHeap() throws Exception {
        ByteBuffer large = ByteBuffer.allocateDirect(3 * MEGABYTE);
        large.put(0, (byte) 'a').put(large.limit() - 1, (byte) 'z');
        try (Journal journal = open()) {
            append(journal, "one");
            journal.write(List.of(large));
        }

        List<String> replayed = replayed();
        assertEquals(3 * MEGABYTE, replayed.get(1).length());
        assertTrue(replayed.get(1).startsWith("a") && replayed.get(1).endsWith("z"));
    }
}
