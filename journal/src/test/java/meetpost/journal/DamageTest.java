package meetpost.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A megabyte of records, cut at every byte; and one bit flipped in every record of another. */
@Timeout(300)
class DamageTest {

    private static final int MEGABYTE = 1 << 20;
    private static final long SEED = 20261121;

    private final Path file;
    private final Path directory;
    private final List<byte[]> records = new ArrayList<>();

    /** Where the frame of each record begins, and where the last one ends. */
    private final List<Integer> offsets = new ArrayList<>();

    DamageTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.file = directory.resolve("0000000000000001.log");
        var random = new Random(SEED);
        int length = 0;
        try (Journal journal = Journal.open(directory, 2 * MEGABYTE)) {
            while (length < MEGABYTE) {
                byte[] bytes = new byte[1 + random.nextInt(1000)];
                random.nextBytes(bytes);
                journal.append(bytes);
                records.add(bytes);
                offsets.add(length);
                length += 20 + bytes.length;
            }
        }
        offsets.add(length);
        assertEquals(length, Files.size(file));
    }

    /**
     * Read from two frames before the cut: what lies before those is read as in the whole file. All
     * of the file at each of a million lengths would take an hour; {@link
     * #keepsEveryWholeRecordOfAFileThatIsCut} does that for some.
     */
    @Test
    void keepsEveryWholeFrameBeforeACutAtEveryByte() throws Exception {
        FileChannel channel = FileChannel.open(file);
        int cutRecord = 0;
        for (int length = 0; length <= offsets.get(records.size()); length++) {
            while (cutRecord < records.size() && offsets.get(cutRecord + 1) <= length) {
                cutRecord++;
            }
            int first = Math.max(0, cutRecord - 2);
            int start = offsets.get(first);
            List<byte[]> read = new ArrayList<>();
            var bytes = new FileBytes(channel, length);

            long end = new FrameReader(read::add).follow(bytes, new MarkedFrames(bytes, 1), start);

            assertEquals((int) offsets.get(cutRecord), end, "cut at " + length);
            assertSame(records.subList(first, cutRecord), read, "cut at " + length);
        }
        channel.close();
        assertEquals(records.size(), cutRecord);
    }

    @Test
    void keepsEveryWholeRecordOfAFileThatIsCut() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int length = random.nextInt(whole.length);
            int kept = (int) offsets.stream().filter(offset -> offset <= length).count() - 1;
            try (var cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(length);
            }

            Recovery recovery = assertReplayed(records.subList(0, kept), "cut at " + length);

            assertEquals(new Recovery(kept, 0, 0, length - offsets.get(kept)), recovery);
            Files.write(file, whole);
        }
    }

    @Test
    void losesNothingButTheRecordInWhichABitIsFlipped() throws Exception {
        var random = new Random(SEED);
        try (var flipped = new RandomAccessFile(file.toFile(), "rw")) {
            for (int record = 0; record < records.size(); record++) {
                int start = offsets.get(record);
                int position = random.nextInt(offsets.get(record + 1) - start);
                int bit = 1 << random.nextInt(8);
                flip(flipped, start + position, bit);

                List<byte[]> kept = new ArrayList<>(records.subList(0, record));
                kept.addAll(records.subList(record + 1, records.size()));
                Recovery found = assertReplayed(kept, "flipped at " + (start + position));
                int length = offsets.get(record + 1) - start;
                assertEquals(new Recovery(kept.size(), 1, length, 0), found);

                flip(flipped, start + position, bit);
            }
        }
        assertReplayed(records, "all flipped back");
    }

    @Test
    void losesNothingButTheRecordsOnAPageThatIsZeroed() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int page = 0; page < whole.length; page += 4096) {
            int end = Math.min(page + 4096, whole.length);
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, page, end, (byte) 0);
            Files.write(file, zeroed);
            List<byte[]> kept = new ArrayList<>();
            for (int record = 0; record < records.size(); record++) {
                if (offsets.get(record + 1) <= page || offsets.get(record) >= end) {
                    kept.add(records.get(record));
                }
            }

            Recovery found = assertReplayed(kept, "zeroed at " + page);

            if (offsets.get(records.size() - 1) >= end) {
                assertEquals(records.size() - kept.size(), found.damaged(), "zeroed at " + page);
            }
        }
    }

    @Test
    void inventsNothingWhereEveryRecordIsDamaged() throws Exception {
        var random = new Random(SEED);
        try (var flipped = new RandomAccessFile(file.toFile(), "rw")) {
            for (int record = 0; record < records.size(); record++) {
                int start = offsets.get(record);
                int position = random.nextInt(offsets.get(record + 1) - start);
                flip(flipped, start + position, 1 << random.nextInt(8));
            }
        }

        assertReplayed(List.of(), "all flipped");
    }

    @Test
    void inventsNothingFromNoise() throws Exception {
        byte[] noise = new byte[MEGABYTE];
        for (long seed = SEED; seed < SEED + 20; seed++) {
            new Random(seed).nextBytes(noise);
            Files.write(file, noise);

            assertReplayed(List.of(), "seed " + seed);
        }
    }

    private Recovery assertReplayed(List<byte[]> expected, String what) throws IOException {
        List<byte[]> read = new ArrayList<>();
        try (Journal journal = Journal.open(directory, 2 * MEGABYTE)) {
            Recovery recovery = journal.replay(read::add);
            assertSame(expected, read, what);
            return recovery;
        }
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(Arrays.equals(expected.get(i), actual.get(i)), what);
        }
    }

    private static void flip(RandomAccessFile file, int position, int bit) throws IOException {
        file.seek(position);
        int value = file.read();
        file.seek(position);
        file.write(value ^ bit);
    }
}
