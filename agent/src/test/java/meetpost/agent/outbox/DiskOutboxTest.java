package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.name;
import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiskOutboxTest extends OutboxOnDisk {

    @Test
    void writesNotOneByteWhileTheLinkIsWell() throws Exception {
        DiskWriter<Reading> writer = open(2000, 16 * MEGABYTE);
        for (int second = 0; second < 3600; second++) {
            for (int sensor = 0; sensor < 10; sensor++) {
                writer.outbox().add(reading("s" + sensor, second));
            }
            writer.work(false);
            takeAll(writer.outbox()).forEach(writer.outbox()::confirm);
            ticks.advance(Duration.ofSeconds(1));
        }
        writer.close(MINUTE);

        assertEquals(0, writer.outbox().writtenBytes());
        assertEquals(List.of(), files());
    }

    @Test
    void writesAnHourOfTenSensorsInLessThanFiveMegabytes() throws Exception {
        DiskWriter<Reading> writer = open(2000, 16 * MEGABYTE);
        long before = writtenByThisProcess();
        for (int second = 0; second < 3600; second++) {
            for (int sensor = 0; sensor < 10; sensor++) {
                writer.outbox().add(reading("temperatuur-" + sensor, second));
            }
            writer.work(false);
            ticks.advance(Duration.ofSeconds(1));
        }

        assertEquals(36_000, writer.outbox().size());
        assertEquals(0, writer.outbox().dropped());
        assertTrue(writer.outbox().writtenBytes() < 5_000_000, "in the journal");
        assertTrue(writtenByThisProcess() - before < 5_000_000, "by the kernel's account");
        assertTrue(writer.outbox().writtenBytes() > 36_000 * 30, "so few bytes cannot be all");
    }

    @Test
    void writesOneBatchInEachFlush() throws Exception {
        DiskWriter<Reading> writer = open(2000, 16 * MEGABYTE);
        List<Long> grown = new ArrayList<>();
        for (int second = 0; second <= 180; second++) {
            writer.outbox().add(reading("a", second));
            long before = writer.outbox().writtenBytes();
            writer.work(false);
            if (writer.outbox().writtenBytes() > before) {
                grown.add((long) second);
            }
            ticks.advance(Duration.ofSeconds(1));
        }

        assertEquals(List.of(60L, 121L), grown.stream().filter(second -> second != 61).toList());
    }

    @Test
    void givesEverythingInOrderAlthoughMemoryHoldsLittle() throws Exception {
        DiskWriter<Reading> writer = open(100, 16 * MEGABYTE);
        List<String> added = new ArrayList<>();
        for (int seq = 1; seq <= 10_000; seq++) {
            writer.outbox().add(reading("s" + seq % 7, seq));
            added.add("s" + seq % 7 + " " + seq);
            if (seq % 37 == 0) {
                writer.work(false);
            }
        }
        assertEquals(10_000, writer.outbox().size());
        long now = writer.outbox().mark();
        writer.outbox().add(reading("live", 1));

        assertEquals("live 1", name(writer.outbox().next(now).orElseThrow()));
        assertEquals(added, names(takeAll(writer.outbox())));
        assertEquals(0, writer.outbox().dropped());
    }

    @Test
    void givesAfterAKillAllThatWasWritten() throws Exception {
        DiskWriter<Reading> killed = open(100, 16 * MEGABYTE);
        for (int seq = 1; seq <= 500; seq++) {
            killed.outbox().add(reading("a", seq));
            if (seq % 50 == 0) {
                killed.work(true);
            }
        }
        killed.outbox().add(reading("a", 501));

        DiskOutbox<Reading> restored = open(100, 16 * MEGABYTE).outbox();

        assertEquals(500, restored.size());
        List<Entry<Reading>> entries = takeAll(restored);
        assertEquals(
                IntStream.rangeClosed(1, 500).mapToObj(n -> "a " + n).toList(), names(entries));
        assertTrue(entries.stream().allMatch(Entry::givenBack));
    }

    @Test
    void doesNotGiveAfterAKillWhatTheBrokerHas() throws Exception {
        DiskWriter<Reading> killed = open(10, 16 * MEGABYTE);
        for (int seq = 1; seq <= 100; seq++) {
            killed.outbox().add(reading("a", seq));
            killed.work(true);
        }
        for (int seq = 1; seq <= 40; seq++) {
            Entry<Reading> entry = killed.outbox().next().orElseThrow();
            if (seq % 10 != 0) {
                killed.outbox().confirm(entry);
            }
            killed.work(false);
        }

        List<String> given = names(takeAll(open(10, 16 * MEGABYTE).outbox()));

        List<String> expected = new ArrayList<>(List.of("a 10", "a 20", "a 30", "a 40"));
        IntStream.rangeClosed(41, 100).forEach(n -> expected.add("a " + n));
        assertEquals(expected, given);
    }

    @Test
    void doesNotTakeFromDiskWhatTheBrokerHasButTheDiskDoesNotKnow() throws Exception {
        DiskWriter<Reading> writer = open(4, 16 * MEGABYTE);
        for (int seq = 1; seq <= 3; seq++) {
            writer.outbox().add(reading("a", seq));
        }
        writer.work(true);
        Entry<Reading> first = writer.outbox().next().orElseThrow();
        for (int seq = 4; seq <= 6; seq++) {
            writer.outbox().add(reading("a", seq));
        }

        writer.outbox().confirm(first);

        assertEquals(List.of("a 2", "a 3", "a 4", "a 5", "a 6"), names(takeAll(writer.outbox())));
    }

    @Test
    void leavesNothingOnDiskWhenTheBrokerHasEverything() throws Exception {
        DiskWriter<Reading> writer = open(10, 16 * MEGABYTE);
        for (int seq = 1; seq <= 100; seq++) {
            writer.outbox().add(reading("a", seq));
            writer.work(true);
        }
        takeAll(writer.outbox()).forEach(writer.outbox()::confirm);

        writer.work(false);

        assertEquals(0, writer.outbox().size());
        assertEquals(List.of(), files());
    }

    @Test
    void writesWhatWaitsAtTheStop() throws Exception {
        var settings = new OutboxSettings(100, 16 * MEGABYTE, Duration.ofDays(7), MINUTE, 500);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        directory,
                        new ClockCorrection(clock, ticks, BOOT));
        writer.start();
        writer.outbox().add(reading("a", 1));
        writer.outbox().add(reading("a", 2));
        writer.outbox().confirm(writer.outbox().next().orElseThrow());

        assertTrue(writer.close(MINUTE));

        assertEquals(List.of("a 2"), names(takeAll(open(100, 16 * MEGABYTE).outbox())));
    }

    @Test
    void isBoundedInBytesAndFairToTheSensorThatSaysLittle() throws Exception {
        int bound = 128 * 1024;
        DiskWriter<Reading> writer = open(100, bound);
        int chatty = 0;
        int rare = 0;
        for (int second = 0; second < 6_000; second++) {
            writer.outbox().add(reading("chatty", ++chatty));
            if (second % 600 == 0) {
                writer.outbox().add(reading("rare", ++rare));
            }
            if (second % 60 == 59) {
                writer.work(true);
                assertTrue(bytesOnDisk() <= bound, "after " + second + " s: " + bytesOnDisk());
            }
            ticks.advance(Duration.ofSeconds(1));
        }

        int kept = writer.outbox().size();
        assertEquals(chatty + rare - kept, writer.outbox().dropped());
        List<String> given = names(takeAll(writer.outbox()));
        assertEquals(kept, given.size());
        assertEquals(
                IntStream.rangeClosed(1, rare).mapToObj(n -> "rare " + n).toList(),
                given.stream().filter(each -> each.startsWith("rare")).toList());
        assertEquals("chatty " + chatty, given.get(given.size() - 1));
        List<String> ofChatty = given.stream().filter(each -> each.startsWith("chatty")).toList();
        assertTrue(ofChatty.size() > 1_000, "kept " + ofChatty.size());
        assertEquals(
                IntStream.rangeClosed(chatty - ofChatty.size() + 1, chatty)
                        .mapToObj(n -> "chatty " + n)
                        .toList(),
                ofChatty);
    }

    @Test
    void dropsFromDiskWhatIsTooOld() throws Exception {
        DiskWriter<Reading> writer = open(4, 16 * MEGABYTE);
        for (int seq = 1; seq <= 100; seq++) {
            writer.outbox().add(reading("a", seq));
            writer.work(true);
        }
        ticks.advance(Duration.ofDays(7).plusSeconds(1));

        writer.work(false);

        assertEquals(0, writer.outbox().size());
        assertEquals(100, writer.outbox().dropped());
        assertEquals(List.of(), files());
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (String file : files()) {
            bytes += Files.size(directory.resolve(file));
        }
        return bytes;
    }

    private static long writtenByThisProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                .sum();
    }
}
