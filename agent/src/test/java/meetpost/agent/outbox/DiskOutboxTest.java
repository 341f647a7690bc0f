package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.name;
import static meetpost.agent.outbox.OutboxContract.names;
import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import meetpost.journal.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DiskOutboxTest {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1 << 20;
    private static final long BOOT = 1;
    private static final long NEXT_BOOT = 2;

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock = new ManualClock(TEN, ticks);
    private final Path directory;

    DiskOutboxTest(@TempDir Path directory) {
        this.directory = directory;
    }

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
        var settings = new OutboxSettings(100, 16 * MEGABYTE, Duration.ofDays(7), MINUTE);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(), settings, directory, new Calendar(clock, ticks, BOOT));
        writer.start();
        writer.outbox().add(reading("a", 1));
        writer.outbox().add(reading("a", 2));
        writer.outbox().confirm(writer.outbox().next().orElseThrow());

        assertTrue(writer.close(MINUTE));

        assertEquals(List.of("a 2"), names(takeAll(open(100, 16 * MEGABYTE).outbox())));
    }

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

    @Test
    void correctsWhatWasMeasuredBeforeTheCalendarWasSet() throws Exception {
        clock.jump(Duration.between(TEN, Instant.parse("1970-01-01T00:00:30Z")));
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        for (int seq = 1; seq <= 4; seq++) {
            writer.outbox().add(now("a", seq));
            writer.work(true);
            ticks.advance(Duration.ofSeconds(10));
        }

        clock.jump(Duration.between(Instant.parse("1970-01-01T00:00:30Z"), TEN));

        assertEquals(
                List.of("10:00:00Z true", "10:00:10Z true", "10:00:20Z true", "10:00:30Z true"),
                times(writer.outbox()));
    }

    @Test
    void correctsItAfterAKillToo() throws Exception {
        clock.jump(Duration.ofHours(-5));
        DiskWriter<Reading> killed = open(2, 16 * MEGABYTE);
        killed.outbox().add(now("a", 1));
        killed.work(true);
        ticks.advance(Duration.ofSeconds(30));
        clock.jump(Duration.ofHours(5));

        assertEquals(List.of("10:00:00Z true"), times(open(2, 16 * MEGABYTE).outbox()));
    }

    @Test
    void correctsItAfterThePowerWasCutIfTheCalendarHadBeenSet() throws Exception {
        clock.jump(Duration.ofHours(-5));
        DiskWriter<Reading> cut = open(2, 16 * MEGABYTE);
        cut.outbox().add(now("a", 1));
        cut.work(true);
        ticks.advance(Duration.ofSeconds(30));
        clock.jump(Duration.ofHours(5));
        cut.work(false);
        clock.jump(Duration.ofHours(-2));

        DiskOutbox<Reading> restored = open(2, 16 * MEGABYTE, NEXT_BOOT).outbox();

        assertEquals(List.of("10:00:00Z true"), times(restored));
    }

    @Test
    void marksWhatNobodyCanCorrectAnyMore() throws Exception {
        clock.jump(Duration.between(TEN, Instant.parse("1970-01-01T00:00:30Z")));
        DiskWriter<Reading> cut = open(2, 16 * MEGABYTE);
        cut.outbox().add(now("a", 1));
        cut.work(true);
        clock.jump(Duration.between(Instant.parse("1970-01-01T00:00:30Z"), TEN));

        DiskOutbox<Reading> restored = open(2, 16 * MEGABYTE, NEXT_BOOT).outbox();

        assertEquals(List.of("00:00:30Z false"), times(restored));
    }

    @Test
    void leavesAloneATimeThatWasRight() throws Exception {
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        writer.outbox().add(now("a", 1));
        writer.work(true);
        ticks.advance(Duration.ofDays(1));

        assertEquals(List.of("10:00:00Z true"), times(open(2, 16 * MEGABYTE, NEXT_BOOT).outbox()));
        assertEquals(List.of("10:00:00Z true"), times(writer.outbox()));
    }

    @Test
    void dropsNothingForAgeWhenTheCalendarJumps() throws Exception {
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        for (int seq = 1; seq <= 10; seq++) {
            writer.outbox().add(now("a", seq));
            writer.work(true);
        }

        clock.jump(Duration.ofDays(20_000));
        writer.work(true);
        clock.jump(Duration.ofDays(-30_000));
        writer.work(true);

        assertEquals(10, writer.outbox().size());
        assertEquals(0, writer.outbox().dropped());
    }

    /** Whatever happens in whatever order, against a list that cannot be wrong. */
    @Test
    void agreesWithAListThroughRandomKills() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            new Trial(seed).run();
            deleteFiles();
        }
    }

    /** No reading comes twice, none is neither given nor counted, none overtakes. */
    @Test
    void countsWhatItDropsWhereThereIsLittleRoom() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            crowd(seed);
            deleteFiles();
        }
    }

    private void crowd(long seed) {
        var random = new Random(seed);
        DiskWriter<Reading> writer = open(1 + random.nextInt(20), 16 * 1024);
        DiskOutbox<Reading> outbox = writer.outbox();
        List<Entry<Reading>> out = new ArrayList<>();
        Set<Long> given = new LinkedHashSet<>();
        long done = 0;
        int added = 0;
        for (int step = 0; step < 800; step++) {
            int die = random.nextInt(100);
            if (die < 60) {
                outbox.add(reading("s" + Math.min(random.nextInt(8), 3), ++added));
            } else if (die < 70) {
                outbox.next().ifPresent(out::add);
            } else if (die < 75 && !out.isEmpty()) {
                outbox.giveBack(out.remove(random.nextInt(out.size())));
            } else if (die < 85 && !out.isEmpty()) {
                Entry<Reading> entry = out.remove(random.nextInt(out.size()));
                int before = outbox.size();
                outbox.confirm(entry);
                done += before - outbox.size();
                assertTrue(given.add(entry.thing().seq()), "twice, seed " + seed);
            } else {
                writer.work(true);
            }
            assertEquals(added, outbox.size() + outbox.dropped() + done, "seed " + seed);
        }
        out.forEach(outbox::giveBack);
        List<Long> left = takeAll(outbox).stream().map(entry -> entry.thing().seq()).toList();
        assertEquals(left.stream().sorted().distinct().toList(), left, "seed " + seed);
        assertTrue(left.stream().noneMatch(given::contains), "seed " + seed);
        assertEquals(added, left.size() + outbox.dropped() + done, "seed " + seed);
    }

    private void deleteFiles() throws IOException {
        for (String file : files()) {
            Files.delete(directory.resolve(file));
        }
    }

    private final class Trial {

        private final long seed;
        private final Random random;
        private final Map<Long, Entry<Reading>> out = new HashMap<>();

        /** Sequence numbers that must come, and those that may. */
        private final Set<Long> written = new LinkedHashSet<>();

        private final Set<Long> unwritten = new LinkedHashSet<>();
        private final Set<Long> confirmedUntold = new LinkedHashSet<>();
        private DiskWriter<Reading> writer;
        private long seq;

        Trial(long seed) {
            this.seed = seed;
            random = new Random(seed);
            writer = open(1 + random.nextInt(40), MEGABYTE / 4);
        }

        void run() {
            for (int step = 0; step < 1_200; step++) {
                step(random.nextInt(100));
            }
            writer.work(true);
            out.values().forEach(writer.outbox()::giveBack);
            out.clear();
            List<Long> left = takeAll(writer.outbox()).stream().map(e -> e.thing().seq()).toList();
            assertEquals(left.stream().sorted().distinct().toList(), left, "order, seed " + seed);
            var expected = new LinkedHashSet<>(written);
            expected.addAll(unwritten);
            assertEquals(expected, new LinkedHashSet<>(left), "seed " + seed);
            assertEquals(0, writer.outbox().dropped(), "seed " + seed);
        }

        private void step(int die) {
            if (die < 45) {
                add();
            } else if (die < 65) {
                writer.outbox().next().ifPresent(this::take);
            } else if (die < 80 && !out.isEmpty()) {
                Entry<Reading> entry = pick();
                writer.outbox().confirm(entry);
                (written.remove(entry.thing().seq()) ? confirmedUntold : unwritten)
                        .remove(entry.thing().seq());
            } else if (die < 85 && !out.isEmpty()) {
                writer.outbox().giveBack(pick());
            } else if (die == 99) {
                kill();
            } else {
                work();
            }
            assertEquals(written.size() + unwritten.size(), writer.outbox().size(), "seed " + seed);
        }

        private void add() {
            seq++;
            writer.outbox().add(reading("s" + random.nextInt(3), seq));
            unwritten.add(seq);
            // As the thread would, when it is rung for.
            if (writer.outbox().isFull()) {
                work();
            }
        }

        private void take(Entry<Reading> entry) {
            long taken = entry.thing().seq();
            assertTrue(written.contains(taken) || unwritten.contains(taken), "seed " + seed);
            assertFalse(out.containsKey(entry.id()), "seed " + seed);
            out.put(entry.id(), entry);
        }

        private Entry<Reading> pick() {
            List<Long> ids = out.keySet().stream().sorted().toList();
            return out.remove(ids.get(random.nextInt(ids.size())));
        }

        private void work() {
            writer.work(true);
            written.addAll(unwritten);
            unwritten.clear();
            confirmedUntold.clear();
        }

        private void kill() {
            work();
            out.clear();
            writer = open(1 + random.nextInt(40), MEGABYTE / 4);
        }
    }

    private DiskOutbox<Reading> restored() throws IOException {
        var settings = new OutboxSettings(100, MEGABYTE, Duration.ofDays(7), MINUTE);
        var calendar = new Calendar(clock, ticks, BOOT);
        var outbox = new DiskOutbox<>(new ReadingKind(), settings, calendar);
        assertTrue(outbox.use(Spill.open(new ReadingKind(), directory, MEGABYTE, calendar)));
        return outbox;
    }

    private DiskWriter<Reading> open(int memory, long diskBytes) {
        return open(memory, diskBytes, BOOT);
    }

    private DiskWriter<Reading> open(int memory, long diskBytes, long boot) {
        var settings = new OutboxSettings(memory, diskBytes, Duration.ofDays(7), MINUTE);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(), settings, directory, new Calendar(clock, ticks, boot));
        writer.openDisk();
        return writer;
    }

    private Reading now(String sensor, long seq) {
        return new Reading(
                sensor, clock.instant(), seq, List.of(new Measurement(Quantity.TEMPERATURE, 20)));
    }

    private static List<String> times(DiskOutbox<Reading> outbox) {
        return takeAll(outbox).stream()
                .map(Entry::thing)
                .map(reading -> reading.time().toString().substring(11) + " " + reading.timeKnown())
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
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
