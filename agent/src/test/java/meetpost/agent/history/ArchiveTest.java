package meetpost.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    @TempDir Path directory;

    @Test
    void tellsMinimumMeanAndMaximumOfEachStep() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(2), 20, 0.5);

        assertEquals(List.of(20.0, 23.0), board.temperatures("min", "since", "2m", "step", "1m"));
        assertEquals(
                List.of(21.25, 24.25), board.temperatures("mean", "since", "2m", "step", "1m"));
        assertEquals(List.of(22.5, 25.5), board.temperatures("max", "since", "2m", "step", "1m"));
    }

    @Test
    void keepsThemOverARestart() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(2), 20, 0.5);
        board.archive.write(true);
        board.begin();

        assertEquals(
                List.of(21.25, 24.25), board.temperatures("mean", "since", "2m", "step", "1m"));
        assertEquals(12, board.temperatures("mean", "since", "2m", "step", "10s").size());
    }

    @Test
    void makesLongStepsOfShortOnesAfterAKill() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(50), 0, 1);
        board.begin();
        board.measure(Duration.ofMinutes(10), 300, 1);

        assertEquals(List.of(0.0), board.temperatures("min", "since", "30d", "step", "1h"));
        assertEquals(List.of(179.5), board.temperatures("mean", "since", "30d", "step", "1h"));
        assertEquals(List.of(359.0), board.temperatures("max", "since", "30d", "step", "1h"));
    }

    @Test
    void losesOnlyWhatWasNotWrittenInAKill() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(15), 0, 1);
        board.begin();

        assertEquals(60, board.temperatures("mean", "since", "15m", "step", "10s").size());
    }

    @Test
    void countsNothingTwiceInManyRestarts() throws Exception {
        var board = new TestArchive(directory);
        for (int start = 0; start < 30; start++) {
            board.measure(Duration.ofMinutes(10), start, 0);
            board.archive.write(true);
            board.begin();
        }

        assertEquals(
                List.of(2.5, 8.5, 14.5, 20.5, 26.5),
                board.temperatures("mean", "since", "30d", "step", "1h"));
        try (Stream<Path> files = Files.list(directory.resolve("steps-10"))) {
            assertTrue(files.count() < 12, "many short files");
        }
    }

    @Test
    void filesWhatWasMeasuredBeforeTheCalendarWasSetAtItsOwnTime() throws Exception {
        var board = new TestArchive(directory, Instant.parse("1970-01-01T00:00:20Z"));
        board.measure(21);
        board.ticks.advance(Duration.ofSeconds(100));
        board.clock.jump(Duration.between(Instant.EPOCH, TestArchive.START).minusSeconds(20));
        board.measure(22);

        JsonObject past = board.ask("since", "5m", "step", "10s");
        assertEquals(List.of(1796112000L, 1796112100L), List.copyOf(past.getArray("time")));
        assertEquals(
                List.of(21.0, 22.0),
                List.copyOf(past.getObject("values").getObject("temperatuur").getArray("mean")));
    }

    @Test
    void filesItThereAlsoWhereItWasWrittenBefore() throws Exception {
        var board = new TestArchive(directory, Instant.parse("1970-01-01T00:00:20Z"));
        board.measure(21);
        board.archive.write(true);
        board.begin();
        board.ticks.advance(Duration.ofSeconds(100));
        board.clock.jump(Duration.between(Instant.EPOCH, TestArchive.START).minusSeconds(20));
        board.measure(22);
        board.archive.write(false);

        assertEquals(
                List.of(1796112000L, 1796112100L),
                List.copyOf(board.ask("since", "5m", "step", "10s").getArray("time")));
    }

    @Test
    void tellsWhatOutputsWereAndWhy() throws Exception {
        var board = new TestArchive(directory);
        board.archive.changed(Change.Kind.OUTPUT, "pomp", "OFF", "start");
        board.ticks.advance(Duration.ofDays(2));
        board.archive.changed(Change.Kind.OUTPUT, "pomp", "ON", "command");
        board.archive.write(true);
        board.begin();
        board.ticks.advance(Duration.ofMinutes(1));
        board.archive.changed(Change.Kind.OUTPUT, "pomp", "OFF", "max-on");

        JsonArray changes = board.ask("output", "pomp", "since", "1d").getArray("changes");
        assertEquals(
                List.of("OFF start", "ON command", "OFF max-on"),
                changes.stream()
                        .map(JsonObject.class::cast)
                        .map(each -> each.getString("state") + " " + each.getString("cause"))
                        .toList());
    }

    @Test
    void tellsFaultsWithTheirReason() throws Exception {
        var board = new TestArchive(directory);
        board.archive.changed(
                Change.Kind.SENSOR, "kas", "no-answer", "kas: no answer at 0x48, expected one");
        board.ticks.advance(Duration.ofSeconds(30));
        board.archive.changed(Change.Kind.SENSOR, "kas", "", "");

        JsonArray faults = board.ask("since", "1h").getArray("faults");
        assertEquals("no-answer", faults.getObject(0).getString("fault"));
        assertEquals(
                "kas: no answer at 0x48, expected one", faults.getObject(0).getString("message"));
        assertEquals("", faults.getObject(1).getString("fault"));
        assertEquals(1796112030.0, faults.getObject(1).getDouble("time"));
    }

    @Test
    void forgetsShortStepsAndKeepsLongOnes() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofHours(60), 20, 0);

        long begin = TestArchive.START.getEpochSecond();
        assertTrue(bytes("steps-10") < 40_000, "steps of 10 s: " + bytes("steps-10"));
        assertTrue(bytes("steps-60") < 40_000, "steps of a minute: " + bytes("steps-60"));
        JsonArray hours = board.ask("since", "365d", "step", "1h").getArray("time");
        assertEquals(60, hours.size());
        assertEquals(begin, hours.getLong(0));
    }

    /** An hour ago, by the time that it is answered, is longer ago than an hour. */
    @Test
    void answersForTheLastHourInItsShortestStepsThoughAMomentHasPassed() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofHours(2), 0, 1);

        long now = board.clock.instant().getEpochSecond();
        assertEquals(10, board.ask("since", "" + (now - 3602)).getInt("step"));
        assertEquals(60, board.ask("since", "" + (now - 2 * 3600)).getInt("step"));
    }

    @Test
    void leavesADamagedBlockOutAndUsesTheOthers() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(30), 20, 0);
        Path file = only(directory.resolve("steps-10"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        board.begin();

        assertEquals(120, board.temperatures("mean", "since", "30m", "step", "10s").size());
        board.measure(Duration.ofMinutes(10), 20, 0);
        assertEquals(180, board.temperatures("mean", "since", "40m", "step", "10s").size());
    }

    @Test
    void writesWhatItCouldNotWriteOnceItCan() throws Exception {
        Path blocked = directory.resolve("history");
        Files.writeString(blocked, "not a directory");
        var board = new TestArchive(blocked);
        board.measure(Duration.ofMinutes(20), 20, 0);

        assertTrue(board.archive.problem().orElse("").contains(blocked.toString()));
        assertEquals(120, board.temperatures("mean", "since", "20m", "step", "10s").size());

        Files.delete(blocked);
        board.archive.write(false);
        board.begin();
        assertTrue(board.archive.problem().isEmpty());
        assertEquals(120, board.temperatures("mean", "since", "20m", "step", "10s").size());
    }

    @Test
    void answersForACenturyWithoutManyValues() throws Exception {
        var board = new TestArchive(directory);
        board.measure(Duration.ofHours(3), 20, 0);

        JsonObject past = board.ask("since", "1926-01-01", "until", "2099-01-01", "step", "1s");
        assertTrue(past.getArray("time").size() <= 10_000, "steps");
        assertTrue(past.getArray("time").size() >= 1, "steps");
    }

    @Test
    void opensNothingBeforeItWritesOrIsAsked() throws Exception {
        var board = new TestArchive(directory.resolve("history"));
        board.measure(Duration.ofMinutes(5), 20, 0);

        assertFalse(Files.exists(directory.resolve("history")));
    }

    private long bytes(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
