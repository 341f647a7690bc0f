package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import meetpost.agent.output.OutputRecord.Move;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.Eventually;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsFileTest {

    private static final OutputRecords RECORDS =
            new OutputRecords(
                    UUID.fromString("0f8c2f6e-6b5f-4d0c-9a56-0d6a4f1f2b3c"),
                    9_000_000_000L,
                    true,
                    List.of(-5L, 7L),
                    2,
                    true,
                    Map.of(
                            "pomp",
                            new OutputRecord(
                                    true,
                                    false,
                                    Optional.of(-1L),
                                    Optional.of(8L),
                                    List.of(new Move(new IdHash(-1, 2), true, 3))),
                            "klep",
                            OutputRecord.BLANK));

    private static final String TEXT =
            """
            meetpost outputs 1
            boot 0f8c2f6e-6b5f-4d0c-9a56-0d6a4f1f2b3c at 9000000000 stopped held
            earlier 2
            start -5
            start 7
            output klep last OFF line OFF
            output pomp last ON line OFF on -1 off 8
            move ffffffffffffffff0000000000000002 ON 3
            """;

    @TempDir private Path state;

    @Test
    void isTextThatAPersonCanReadWithAChecksum() throws Exception {
        String text = RECORDS.text();

        assertEquals(TEXT, text.substring(0, TEXT.length()));
        assertTrue(text.substring(TEXT.length()).matches("crc [0-9a-f]{8}\n"));
        assertEquals(RECORDS, RecordsText.read(text));
    }

    @Test
    void isRefusedWhicheverOfItsBytesIsDamagedOrMissing() {
        String text = RECORDS.text();

        for (int at = 0; at < text.length(); at++) {
            String flipped =
                    text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
            String cut = text.substring(0, at);
            assertThrows(IOException.class, () -> RecordsText.read(flipped));
            assertThrows(IOException.class, () -> RecordsText.read(cut));
        }
    }

    @Test
    void isReplacedAsAWhole() throws Exception {
        var file = new RecordsFile(state.resolve("made"));
        assertEquals(Optional.empty(), file.read());

        file.write("one");
        file.write("two");

        assertEquals(Optional.of("two"), file.read());
        try (Stream<Path> all = Files.list(state.resolve("made"))) {
            assertEquals(List.of("outputs"), all.map(p -> p.getFileName().toString()).toList());
        }
    }

    @Test
    void staysWhatItWasWhereTheDiskIsFull() throws Exception {
        var file = new RecordsFile(state);
        file.write("one");
        Files.createSymbolicLink(state.resolve("outputs.new"), Path.of("/dev/full"));

        assertThrows(IOException.class, () -> file.write("two"));

        assertEquals(Optional.of("one"), file.read());
    }

    @Test
    void isNotReadWhereItIsTooLargeToBeOurs() throws Exception {
        Files.write(state.resolve("outputs"), new byte[(1 << 20) + 1]);

        assertThrows(IOException.class, () -> new RecordsFile(state).read());
    }

    @Test
    void takesTheFileOfVersion010AwayOnceItHasOneOfItsOwn() throws Exception {
        Files.writeString(state.resolve("output-states"), "lamp ON\npomp OFF\nnonsense\n");
        var file = new RecordsFile(state);
        assertEquals(Map.of("lamp", true, "pomp", false), file.ofVersion010());

        file.write("new");

        assertFalse(Files.exists(state.resolve("output-states")));
    }

    /** With the disk's own thread, as in a program. */
    @Test
    void isThereForTheNextProgram() throws Exception {
        AnOutput lamp = AnOutput.named("lamp", 4).atStart(AtStart.LAST);
        var ticks = new ManualTicks();
        var first = OutputMemory.in(state, Duration.ofSeconds(60), ticks);
        Rig rig = new Rig(first, ticks, lamp);
        rig.outputs.start();
        rig.on("lamp");
        rig.pass(Duration.ofSeconds(60));
        Eventually.eventually("ON on the disk", () -> text().contains("lamp last ON"));
        rig.off("lamp");
        rig.on("lamp");
        rig.outputs.rest(Duration.ofSeconds(1), true);
        first.close();

        var second = OutputMemory.in(state, Duration.ofSeconds(60), ticks);
        Rig next = new Rig(second, ticks, lamp);
        next.outputs.start();
        second.close();

        assertTrue(next.isOn("lamp"));
    }

    private String text() {
        try {
            return Files.readString(state.resolve("outputs"));
        } catch (IOException e) {
            return "";
        }
    }
}
