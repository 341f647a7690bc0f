package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.drivers.bus.OutputLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLevelTest {

    @ParameterizedTest
    @CsvSource({"OFF, high, false", "ON, high, true", "OFF, low, true", "ON, low, false"})
    void isPartOfTheLineRequestAndTheOnlyLevelTheLineHas(
            AtStart atStart, String active, boolean high) {
        AnOutput pomp = AnOutput.named("pomp", 17).atStart(atStart);
        Rig rig = new Rig(active.equals("low") ? pomp.activeLow() : pomp);

        rig.outputs.start();

        assertEquals(List.of(new OutputLine("pomp", 17, high)), rig.board.requests());
        assertEquals(List.of(high), rig.pin("pomp").levels());
        assertEquals(List.of("pomp " + atStart), rig.told);
    }

    @ParameterizedTest
    @CsvSource({"pomp ON, true", "pomp OFF, false", "klep ON, false", "pomp on, false"})
    void isTheOneThatWasKeptWhereItIsLast(String line, boolean high, @TempDir Path state)
            throws Exception {
        Files.writeString(state.resolve("output-states"), line + "\n");
        Rig rig = new Rig(state, AnOutput.named("pomp", 17).atStart(AtStart.LAST));

        rig.outputs.start();

        assertEquals(List.of(high), rig.pin("pomp").levels());
    }

    @Test
    void isOffForLastWhereNothingWasKept(@TempDir Path state) {
        Rig rig = new Rig(state, AnOutput.named("pomp", 17).atStart(AtStart.LAST));

        rig.outputs.start();

        assertEquals(List.of(false), rig.pin("pomp").levels());
    }

    @Test
    void isOffForTheLaterOfTwoInterlockedOutputsThatBothStartOn() {
        Rig rig =
                new Rig(
                        AnOutput.named("op", 22).atStart(AtStart.ON),
                        AnOutput.named("neer", 23).atStart(AtStart.ON).interlock("op"));

        rig.outputs.start();

        assertEquals(List.of(true), rig.pin("op").levels());
        assertEquals(List.of(false), rig.pin("neer").levels());
    }

    @Test
    void isTakenFirstByThoseThatStartOff() {
        Rig rig =
                new Rig(
                        AnOutput.named("op", 22).atStart(AtStart.ON).interlock("neer"),
                        AnOutput.named("neer", 23));

        rig.outputs.start();

        assertEquals(
                List.of(new OutputLine("neer", 23, false), new OutputLine("op", 22, true)),
                rig.board.requests());
    }

    @Test
    void isTriedAgainEachSecondWhileSomebodyElseHoldsTheLine() {
        Rig rig = new Rig(AnOutput.named("pomp", 17).atStart(AtStart.ON), AnOutput.named("a", 4));
        rig.board.taken(17, true);
        rig.outputs.start();
        assertEquals(List.of("a OFF"), rig.told);
        rig.board.taken(17, false);

        rig.passAlmost(Duration.ofSeconds(1));
        assertEquals(1, rig.board.requests().size());
        rig.passTheRest();

        assertTrue(rig.isOn("pomp"));
        assertEquals(List.of("a OFF", "pomp ON"), rig.told);
    }

    @Test
    void countsAsTheFirstOnForMaxOn() {
        Rig rig =
                new Rig(
                        AnOutput.named("pomp", 17)
                                .atStart(AtStart.ON)
                                .maxOn(Duration.ofMinutes(10)));
        rig.outputs.start();

        rig.passAlmost(Duration.ofMinutes(10));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }
}
