package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
        String trouble = writer.trouble().orElse("none");
        assertTrue(trouble.contains(": readings are kept in memory only: "), trouble);
        assertTrue(trouble.endsWith(": No space left on device"), trouble);
        ticks.advance(MINUTE);
        writer.work(false);

        assertTrue(writer.outbox().writtenBytes() > 0);
        assertEquals(Optional.empty(), writer.trouble());
    }

    @Test
    void givesOnceWhatAPowerCutInTheMiddleOfMakingRoomLeftTwice() throws Exception {
        for (List<Long> ids : List.of(List.of(1L, 2L, 3L), List.of(2L, 3L, 4L))) {
            try (Journal journal = Journal.open(directory, MEGABYTE)) {
                for (long id : ids) {
                    var moment = new Moment(BOOT, ticks.now(), clock.millis());
                    journal.append(
                            new DiskFormat<>(new ReadingKind())
                                    .bytes(new Kept<>(id, moment, reading("a", id))));
                }
            }
        }

        DiskOutbox<Reading> restored = restored();

        assertEquals(4, restored.size());
        assertEquals(List.of("a 1", "a 2", "a 3", "a 4"), names(takeAll(restored)));
    }
}
