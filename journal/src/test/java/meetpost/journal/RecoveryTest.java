package meetpost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, and what is found when files are cut short, damaged or not ours. */
@Timeout(120)
class RecoveryTest extends JournalOnDisk {

    RecoveryTest(@TempDir Path directory) {
        super(directory);
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
                snapshot.add(ByteBuffer.wrap("a:2".getBytes(UTF_8)));
                snapshot.add(ByteBuffer.wrap("b:1".getBytes(UTF_8)));
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

    /** The log that it replaced is gone: its number must not be used again below the snapshot's. */
    @Test
    void keepsWhatIsWrittenAfterAStartBehindASnapshotOfALog() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two");
        }
        snapshot("state");
        assertEquals(List.of("0000000000000002.snapshot"), files());

        try (Journal journal = open()) {
            append(journal, "after");
        }

        assertEquals(List.of("state", "after"), replayed());
        assertEquals(List.of("0000000000000002.log", "0000000000000002.snapshot"), files());
    }

    @Test
    void keepsEverythingWhenASnapshotIsGivenUp() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one");
            try (Snapshot snapshot = journal.snapshot()) {
                snapshot.add(ByteBuffer.wrap("half".getBytes(UTF_8)));
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
        Path newer = twoSnapshots();
        byte[] whole = Files.readAllBytes(newer);
        assertEquals(List.of("new state"), replayed());

        for (int length = 0; length < whole.length; length++) {
            Files.write(newer, Arrays.copyOf(whole, length));
            assertEquals(List.of("old state", "then"), replayed(), "cut at " + length);
        }
    }

    /** The older one and the log behind it have all that the newer one lost. */
    @Test
    void fallsBackToTheOlderSnapshotWhenAnyByteOfTheNewerIsDamaged() throws Exception {
        Path newer = twoSnapshots();
        byte[] whole = Files.readAllBytes(newer);

        for (int position = 0; position < whole.length; position++) {
            flip(newer, position);
            assertEquals(List.of("old state", "then"), replayed(), "damaged at " + position);
            Files.write(newer, whole);
        }
    }

    /** As a power cut leaves them between the new name and the end of what it replaces. */
    private Path twoSnapshots() throws Exception {
        snapshot("old state");
        byte[] older = Files.readAllBytes(directory.resolve("0000000000000001.snapshot"));
        try (Journal journal = open()) {
            append(journal, "then");
            journal.sync();
            byte[] log = Files.readAllBytes(directory.resolve("0000000000000001.log"));
            try (Snapshot snapshot = journal.snapshot()) {
                snapshot.add(ByteBuffer.wrap("new state".getBytes(UTF_8)));
                snapshot.commit();
            }
            Files.write(directory.resolve("0000000000000001.log"), log);
        }
        Files.write(directory.resolve("0000000000000001.snapshot"), older);
        return directory.resolve("0000000000000002.snapshot");
    }

    @Test
    void keepsWhatItCanOfTheOnlySnapshotWhenThatIsDamaged() throws Exception {
        snapshot("one", "two", "three");
        flip(directory.resolve("0000000000000001.snapshot"), 20 + 3 + 20);

        assertEquals(List.of("one", "three"), replayed());
    }

    @Test
    void stepsOverDamagedRecordsThatFollowEachOther() throws Exception {
        try (Journal journal = open()) {
            append(journal, "one", "two", "six", "ten");
        }
        Path file = directory.resolve("0000000000000001.log");
        flip(file, 23 + 20);
        flip(file, 2 * 23 + 20);

        List<String> replayed = new ArrayList<>();
        try (Journal journal = open()) {
            assertEquals(
                    new Recovery(2, 2, 46, 0),
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
                Arrays.copyOfRange(nested, 20, nested.length));
        assertEquals(List.of("inner"), replayed());

        Files.write(directory.resolve("0000000000000001.log"), concat(new byte[13], frame));

        assertEquals(List.of(), replayed());
    }

    @Test
    void takesNothingFromAFileOfZeros() throws Exception {
        Files.write(directory.resolve("0000000000000001.log"), new byte[4096]);

        try (Journal journal = open()) {
            assertEquals(new Recovery(0, 1, 4096, 0), journal.replay(bytes -> {}));
        }
    }

    @Test
    void leavesForeignFilesAlone() throws Exception {
        Files.writeString(directory.resolve("README"), "mine");
        Files.writeString(directory.resolve("ffffffffffffffff.log"), "mine");

        assertEquals(List.of(), replayed());
        assertEquals(List.of("README", "ffffffffffffffff.log"), files());
    }
}
