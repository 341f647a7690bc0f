package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.journal.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiskOutboxDamageTest extends OutboxOnDisk {

    @Test
    void givesEverythingBeforeAPowerCutAtAnyByte() throws Exception {
        DiskWriter<Reading> writer = open(100, 16 * MEGABYTE);
        for (int seq = 1; seq <= 12; seq++) {
            writer.outbox().add(reading("a", seq));
        }
        writer.work(true);
        Path file = directory.resolve(files().get(0));
        byte[] whole = Files.readAllBytes(file);
        int frame = whole.length / 12;
        assertTrue(frame > 50 && whole.length % 12 < 12, "frames of one length, and little else");

        int kept = 12;
        for (int length = whole.length; length >= 0; length--) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<String> given = names(takeAll(restored()));
            assertEquals(
                    IntStream.rangeClosed(1, given.size()).mapToObj(n -> "a " + n).toList(), given);
            assertTrue(given.size() == kept || given.size() == kept - 1, "cut at " + length);
            assertTrue(given.size() >= length / (frame + 1), "cut at " + length);
            kept = given.size();
        }
        assertEquals(0, kept);
    }

    @Test
    void losesOneReadingToAFlippedBitAndInventsNone() throws Exception {
        DiskWriter<Reading> writer = open(100, 16 * MEGABYTE);
        Set<Reading> written = new LinkedHashSet<>();
        for (int seq = 1; seq <= 20; seq++) {
            Reading reading = reading("a", seq);
            writer.outbox().add(reading);
            written.add(reading);
        }
        writer.work(true);
        Path file = directory.resolve(files().get(0));
        byte[] whole = Files.readAllBytes(file);

        for (int position = 0; position < whole.length; position++) {
            byte[] flipped = whole.clone();
            flipped[position] ^= (byte) (1 << position % 8);
            Files.write(file, flipped);

            List<Entry<Reading>> given = takeAll(restored());

            assertTrue(given.stream().map(Entry::thing).allMatch(written::contains));
            int before = position / (whole.length / 20);
            assertTrue(given.size() >= Math.min(before, 19), "flipped at " + position);
        }
    }

    /** S15: 135 of 137 came, and nobody was told. */
    @Test
    void countsDamagedRecordsAndNamesTheirFile() throws Exception {
        Path file = written(137);
        int frame = (int) (Files.size(file) / 137);
        flip(file, 3 * frame + 20);
        flip(file, 90 * frame + 30);

        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);

        assertEquals(135, takeAll(writer.outbox()).size());
        assertEquals(2, writer.outbox().damaged());
        assertEquals(2, writer.outbox().dropped());
        assertEquals(
                Optional.of(
                        "outbox: %s: 2 damaged records (%d bytes) are lost; is the card failing?"
                                .formatted(file, 2 * frame)),
                writer.problem());
    }

    @Test
    void tellsOfDamageForADay() throws Exception {
        flip(written(3), 20);
        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);

        ticks.advance(Duration.ofHours(23));
        writer.work(false);
        assertTrue(writer.problem().isPresent());
        ticks.advance(Duration.ofHours(1));
        writer.work(false);

        assertEquals(Optional.empty(), writer.problem());
        assertEquals(1, writer.outbox().damaged());
    }

    @Test
    void losesWhatAZeroedPageHeldAndCountsIt() throws Exception {
        Path file = written(200);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096, 8192, (byte) 0);
        Files.write(file, bytes);
        int frame = bytes.length / 200;

        DiskWriter<Reading> writer = open(300, 16 * MEGABYTE);

        int given = takeAll(writer.outbox()).size();
        assertTrue(200 - given <= 4096 / frame + 2, "given " + given);
        assertEquals(200 - given, writer.outbox().damaged());
        assertEquals(200 - given, writer.outbox().dropped());
    }

    /** It is deleted once nothing in it waits; a damaged one is kept. */
    @Test
    void keepsADamagedFileAside() throws Exception {
        Path file = written(10);
        flip(file, 24);
        byte[] damaged = Files.readAllBytes(file);
        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);

        takeAll(writer.outbox()).forEach(writer.outbox()::confirm);
        writer.work(true);

        assertArrayEquals(
                damaged,
                Files.readAllBytes(directory.resolve("damaged").resolve(file.getFileName())));
    }

    @Test
    void losesOneReadingWhereTheLengthOfOneIsDamaged() throws Exception {
        Path file = written(10);
        flip(file, 8);

        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);

        assertEquals(9, takeAll(writer.outbox()).size());
        assertEquals(1, writer.outbox().damaged());
    }

    /** A power cut may do that to the newest file; to an older one it cannot. */
    @Test
    void aCutFileIsNewsOnlyWhereNoPowerCutCouldCutIt() throws Exception {
        Path file = written(10);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 5));
        DiskWriter<Reading> newest = open(200, 16 * MEGABYTE);
        assertEquals(1, newest.outbox().damaged());
        assertEquals(Optional.empty(), newest.problem());

        newest.outbox().add(reading("a", 11));
        newest.work(true);
        DiskWriter<Reading> older = open(200, 16 * MEGABYTE);

        String said = older.problem().orElse("");
        assertTrue(said.contains(file + ": its last "), said);
    }

    @Test
    void countsRecordsThatSayNothingToThisVersion() throws Exception {
        try (Journal journal = Journal.open(directory, MEGABYTE)) {
            journal.append(new byte[] {9, 1, 2});
            journal.append(new byte[] {1, 0});
        }

        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);

        assertEquals(2, writer.outbox().damaged());
    }

    @Test
    void countsWhatIsDamagedWhileItRuns() throws Exception {
        DiskWriter<Reading> writer = open(4, 16 * MEGABYTE);
        for (int seq = 1; seq <= 20; seq++) {
            writer.outbox().add(reading("a", seq));
            writer.work(true);
        }
        assertEquals(20, writer.outbox().size());
        flip(directory.resolve(files().get(0)), 20);

        assertEquals(19, takeAll(writer.outbox()).size());
        writer.work(false);

        assertEquals(1, writer.outbox().damaged());
        assertEquals(1, writer.outbox().dropped());
        String said = writer.problem().orElse("");
        assertTrue(said.contains(": 1 readings are lost: their records are damaged"), said);
    }

    private Path written(int readings) throws Exception {
        DiskWriter<Reading> writer = open(200, 16 * MEGABYTE);
        for (int seq = 1; seq <= readings; seq++) {
            writer.outbox().add(reading("a", seq));
        }
        writer.work(true);
        return directory.resolve(files().get(0));
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    /** What {@code /dev/full} says to every write is what a full disk says. */
    @Test
    void goesOnInMemoryWhileTheDiskIsFull() throws Exception {
        DiskWriter<Reading> writer = open(4, 16 * MEGABYTE);
        Path file = directory.resolve("0000000000000001.log");
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        for (int seq = 1; seq <= 4; seq++) {
            writer.outbox().add(reading("a", seq));
        }

        writer.work(true);
        assertEquals(4, writer.outbox().size());
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        writer.outbox().add(reading("a", 5));
        assertEquals(1, writer.outbox().dropped());
        ticks.advance(MINUTE);
        Files.delete(file);
        writer.work(false);

        assertEquals(
                List.of("a 2", "a 3", "a 4", "a 5"),
                names(takeAll(open(4, 16 * MEGABYTE).outbox())));
    }

    @Test
    void triesAFullDiskAgainOnceInEachFlush() throws Exception {
        DiskWriter<Reading> writer = open(100, 16 * MEGABYTE);
        Path file = directory.resolve("0000000000000001.log");
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        writer.outbox().add(reading("a", 1));
        ticks.advance(MINUTE);

        writer.work(false);
        writer.work(false);
        assertEquals(0, writer.outbox().writtenBytes());
        String problem = writer.problem().orElse("none");
        assertTrue(problem.contains(": readings are kept in memory only: "), problem);
        assertTrue(problem.endsWith(": No space left on device"), problem);
        ticks.advance(MINUTE);
        writer.work(false);

        assertTrue(writer.outbox().writtenBytes() > 0);
        assertEquals(Optional.empty(), writer.problem());
    }

    @Test
    void givesOnceWhatAPowerCutInTheMiddleOfMakingRoomLeftTwice() throws Exception {
        for (List<Long> ids : List.of(List.of(1L, 2L, 3L), List.of(2L, 3L, 4L))) {
            try (Journal journal = Journal.open(directory, MEGABYTE)) {
                for (long id : ids) {
                    var moment = new Timestamp(BOOT, ticks.now(), clock.millis());
                    journal.append(
                            new DiskFormat<>(new ReadingKind(), 0)
                                    .bytes(new Kept<>(id, moment, reading("a", id))));
                }
            }
        }

        DiskOutbox<Reading> restored = restored();

        assertEquals(4, restored.size());
        assertEquals(List.of("a 1", "a 2", "a 3", "a 4"), names(takeAll(restored)));
    }
}
