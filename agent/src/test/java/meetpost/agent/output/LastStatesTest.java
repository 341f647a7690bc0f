package meetpost.agent.output;

import static java.time.Duration.ofSeconds;
import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.QuickTicks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastStatesTest {

    @TempDir private Path state;

    private final QuickTicks ticks = new QuickTicks();

    private LastStates last = new LastStates(Path.of("/nonexistent"), ticks);

    @AfterEach
    void close() {
        last.close();
    }

    @Test
    void theFirstChangeIsWrittenAtOnce() throws Exception {
        start();

        last.keep("pomp", true);

        eventually("pomp ON in the file", () -> kept().equals("pomp ON\n"));
    }

    @Test
    void changesWithinAMinuteAreWrittenTogetherAtItsEnd() throws Exception {
        start();
        last.keep("pomp", true);
        eventually("pomp ON in the file", () -> kept().equals("pomp ON\n"));
        last.keep("klep", true);
        last.keep("pomp", false);

        ticks.advance(ofSeconds(59));
        int waits = ticks.waits();
        eventually("it waits for the minute to end", () -> ticks.waits() > waits + 2);
        assertEquals("pomp ON\n", kept());
        ticks.advance(ofSeconds(1));

        eventually("both in the file", () -> kept().equals("klep ON\npomp OFF\n"));
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() throws Exception {
        Files.writeString(file(), "pomp ON\n");
        long before = Files.getLastModifiedTime(file()).toMillis();
        start();
        last.read();

        last.keep("pomp", true);
        ticks.advance(Duration.ofHours(1));
        last.close();

        assertEquals(before, Files.getLastModifiedTime(file()).toMillis());
        assertEquals(1, files());
    }

    @Test
    void closingWritesWhatIsLeft() throws Exception {
        start();
        last.keep("pomp", true);
        eventually("pomp ON in the file", () -> kept().equals("pomp ON\n"));
        last.keep("pomp", false);

        last.close();

        assertEquals("pomp OFF\n", kept());
        assertEquals(1, files());
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsTriedAgainAfterAMinute() throws Exception {
        Path later = state.resolve("later");
        last = new LastStates(later, ticks);
        last.start();
        last.keep("pomp", true);
        Files.createDirectory(later);

        eventually(
                "pomp ON in the file",
                () -> {
                    ticks.advance(ofSeconds(60));
                    return Files.exists(later.resolve("output-states"));
                });
    }

    /** What {@code /dev/full} says to every write is what a full disk says. */
    @Test
    void aFullDiskHurtsNoOutputAndIsTriedAgainAfterAMinute() throws Exception {
        Path full = state.resolve("output-states.new");
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        start();
        Rig rig = new Rig(last, AnOutput.named("lamp", 4).atStart(AtStart.LAST));
        rig.outputs.start();

        rig.on("lamp");
        int waits = ticks.waits();
        eventually("it waits for the minute to end", () -> ticks.waits() > waits + 2);

        assertTrue(rig.isOn("lamp"));
        assertEquals("", kept());
        Files.delete(full);
        eventually(
                "lamp ON in the file",
                () -> {
                    ticks.advance(ofSeconds(60));
                    return kept().equals("lamp ON\n");
                });
    }

    @Test
    void whatIsWrittenIsReadByTheNextProgram() throws Exception {
        start();
        last.keep("pomp", true);
        last.keep("klep", false);
        last.close();

        last = new LastStates(state, ticks);

        assertEquals(Map.of("pomp", true, "klep", false), last.read());
    }

    @Test
    void aFileThatIsNotTextIsNoReasonNotToStart() throws Exception {
        Files.write(file(), new byte[] {(byte) 0xFF, 0, 'O', 'N'});
        last = new LastStates(state, ticks);

        assertEquals(Map.of(), last.read());
    }

    @Test
    void theStateBeforeTheStopIsTheLastOne() throws Exception {
        start();
        Rig rig = new Rig(last, AnOutput.named("lamp", 4).atStart(AtStart.LAST));
        rig.outputs.start();
        rig.on("lamp");

        rig.outputs.rest(ofSeconds(1));
        last.close();

        assertFalse(rig.isOn("lamp"));
        assertEquals("lamp ON\n", kept());
    }

    @Test
    void aPulseIsNotKept() throws Exception {
        start();
        Rig rig = new Rig(last, AnOutput.named("lamp", 4).atStart(AtStart.LAST));
        rig.outputs.start();

        rig.pulse("lamp", ofSeconds(5));
        last.close();

        assertEquals("lamp OFF\n", kept());
    }

    @Test
    void outputsThatDoNotNeedItAreNotKept() throws Exception {
        start();
        Rig rig = new Rig(last, AnOutput.named("lamp", 4));
        rig.outputs.start();

        rig.on("lamp");
        last.close();

        assertEquals(0, files());
    }

    private void start() {
        last = new LastStates(state, ticks);
        last.start();
    }

    private Path file() {
        return state.resolve("output-states");
    }

    private String kept() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            return "";
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(state)) {
            return all.count();
        }
    }
}
