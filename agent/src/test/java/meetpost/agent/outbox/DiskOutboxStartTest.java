package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.name;
import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readings come and go before it is known what an earlier run left. */
@Timeout(120)
class DiskOutboxStartTest extends OutboxOnDisk {

    @Test
    void givesWhatIsOfNowBeforeTheDiskWasRead() throws Exception {
        leave("old", 3);
        DiskWriter<Reading> writer = unread();
        DiskOutbox<Reading> outbox = writer.outbox();
        long now = outbox.mark();

        outbox.add(reading("new", 1));
        Entry<Reading> first = outbox.next(now).orElseThrow();
        outbox.confirm(first);

        assertEquals("new 1", name(first));
        assertFalse(first.givenBack());
    }

    @Test
    void givesWhatAnEarlierRunLeftFirstOnceItIsRead() throws Exception {
        leave("old", 3);
        DiskWriter<Reading> writer = unread();
        DiskOutbox<Reading> outbox = writer.outbox();
        outbox.add(reading("new", 1));
        outbox.add(reading("new", 2));

        writer.openDisk();

        List<Entry<Reading>> given = takeAll(outbox);
        assertEquals(List.of("old 1", "old 2", "old 3", "new 1", "new 2"), names(given));
        assertEquals(
                List.of(true, true, true, false, false),
                given.stream().map(Entry::givenBack).toList());
    }

    @Test
    void isNotEmptyUntilTheDiskWasRead() throws Exception {
        DiskWriter<Reading> writer = unread();
        assertFalse(writer.outbox().isEmpty());

        writer.openDisk();

        assertTrue(writer.outbox().isEmpty());
    }

    @Test
    void isEmptyWhereTheDiskCannotBeRead() throws Exception {
        Path nowhere = Files.createFile(directory.resolve("file")).resolve("below");
        DiskWriter<Reading> writer = writer(nowhere);
        writer.outbox().expectDisk(true);

        writer.openDisk();

        assertTrue(writer.outbox().isEmpty());
        assertTrue(writer.problem().isPresent());
    }

    /** Ids are given out anew by each run: nothing on disk may be taken for another. */
    @Test
    void mixesNothingUpThroughThreeRuns() throws Exception {
        leave("first", 3);
        DiskWriter<Reading> second = unread();
        second.outbox().add(reading("second", 1));
        second.outbox().add(reading("second", 2));
        second.openDisk();
        second.outbox().confirm(second.outbox().next().orElseThrow());
        second.work(true);

        DiskOutbox<Reading> third = open(100, MEGABYTE).outbox();

        assertEquals(4, third.size());
        assertEquals(List.of("first 2", "first 3", "second 1", "second 2"), names(takeAll(third)));
    }

    /** The directory could not be had at the start, and can be later. */
    @Test
    void takesALateDiskWithWhatItHolds() throws Exception {
        leave("old", 2);
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);
        Files.createFile(directory);
        DiskWriter<Reading> writer = writer(directory);
        writer.outbox().expectDisk(true);
        writer.openDisk();
        writer.outbox().add(reading("new", 1));
        Files.delete(directory);
        Files.move(away, directory);

        ticks.advance(MINUTE);
        writer.work(false);

        assertEquals(List.of("old 1", "old 2", "new 1"), names(takeAll(writer.outbox())));
    }

    private void leave(String sensor, int count) {
        DiskWriter<Reading> writer = open(100, MEGABYTE);
        for (int seq = 1; seq <= count; seq++) {
            writer.outbox().add(reading(sensor, seq));
        }
        writer.work(true);
    }

    private DiskWriter<Reading> unread() {
        DiskWriter<Reading> writer = writer(directory);
        writer.outbox().expectDisk(true);
        return writer;
    }

    private DiskWriter<Reading> writer(Path path) {
        var settings = new OutboxSettings(100, MEGABYTE, Duration.ofDays(7), MINUTE, 500);
        return new DiskWriter<>(
                new ReadingKind(), settings, path, new ClockCorrection(clock, ticks, BOOT));
    }
}
