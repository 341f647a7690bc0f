package meetpost.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written: the disk is full or read-only, or a thread is interrupted. */
@Timeout(120)
class RefusalTest extends JournalOnDisk {

    RefusalTest(@TempDir Path directory) {
        super(directory);
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
    void refusesAnEmptyRecord() throws Exception {
        try (Journal journal = open();
                Snapshot snapshot = journal.snapshot()) {
            assertThrows(IllegalArgumentException.class, () -> journal.append(new byte[0]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> snapshot.add(ByteBuffer.wrap(new byte[0])));
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
                    "journal %s: cannot write 23 bytes: No space left on device"
                            .formatted(directory),
                    thrown.getMessage());
            assertEquals(46, journal.pendingBytes());
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

    /** The caller may use its buffer again at once. */
    @Test
    void keepsACopyOfARecordThatAFullDiskRefuses() throws Exception {
        try (Journal journal = open()) {
            Files.createSymbolicLink(
                    directory.resolve("0000000000000001.log"), Path.of("/dev/full"));
            ByteBuffer record = record("one");

            assertThrows(IOException.class, () -> journal.write(List.of(record)));

            record.put(0, (byte) 'X');
            assertEquals(20 + 3, journal.pendingBytes());
            journal.write(List.of(record("two")));
        }

        assertEquals(List.of("one", "two"), replayed());
    }

    /** What is full is not written to again: only its force is still owed. */
    @Test
    void forcesFullSegmentsAgainWhenTheMediumHadFailed() throws Exception {
        var medium = new SickMedium();
        try (Journal journal = Journal.open(directory, 30, medium)) {
            append(journal, "one");
            journal.write();
            append(journal, "two");
            journal.write();
            append(journal, "six");
            medium.fails("0000000000000002.log");

            assertThrows(IOException.class, journal::sync);

            medium.fails("");
            medium.forced();
            journal.sync();
            assertEquals(
                    List.of(
                            "0000000000000001.log",
                            "0000000000000002.log",
                            "0000000000000003.log",
                            directory.getFileName().toString()),
                    medium.forced());
            journal.sync();
            assertEquals(List.of(), medium.forced());
        }

        assertEquals(List.of("one", "two", "six"), replayed());
    }
}
