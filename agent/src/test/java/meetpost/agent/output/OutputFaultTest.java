package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.FAULT;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Rig.assertOff;
import static meetpost.agent.output.Rig.assertOn;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputFaultTest {

    @Test
    void aLineThatCannotBeDrivenIsAFault() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").broken(true);

        assertRefused(FAULT, "Input/output error", rig.on("pomp"));
        assertRefused(FAULT, "Input/output error", rig.off("pomp"));
    }

    @Test
    void aLineThatDoesNotFollowIsAFaultThatNamesBothLevels() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).activeLow());
        rig.pin("pomp").stuck(true);

        assertRefused(
                FAULT, "GPIO 17 was driven low and reads high: is it shorted?", rig.on("pomp"));
    }

    @Test
    void aLineThatCannotBeReadBackIsAFaultForEachQuestion() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").unreadable(true);

        assertRefused(FAULT, "No such device", rig.on("pomp"));
        assertRefused(FAULT, "No such device", rig.toggle("pomp"));
        assertRefused(FAULT, "No such device", rig.outputs.look("pomp"));
    }

    @Test
    void whatALibraryThrowsUncheckedIsAFaultToo() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").rude(true);

        assertRefused(
                FAULT, "GPIO 17: java.lang.IllegalStateException: a library's own", rig.on("pomp"));
    }

    @Test
    void aLineThatIsNotWhereItShouldBeIsATroubleUntilItIs() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17), AnOutput.named("klep", 22));
        assertEquals(List.of(), rig.outputs.problems());
        rig.on("pomp");
        rig.pin("pomp").broken(true);

        rig.off("pomp");
        assertEquals(List.of("pomp: Input/output error"), rig.outputs.problems());

        rig.pin("pomp").broken(false);
        rig.pass(ofSeconds(1));
        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void anOnThatCannotBeReadBackIsTakenBack() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").unreadable(true);

        rig.on("pomp");

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void anOnThatFailedNeverComesLater() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").stuck(true);
        rig.on("pomp");
        rig.pin("pomp").stuck(false);

        rig.pass(ofMinutes(10));

        assertEquals(List.of(false), rig.pin("pomp").levels().stream().distinct().toList());
    }

    @Test
    void anOnThatFailedCountsForMinOff() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofSeconds(30)));
        rig.pin("pomp").unreadable(true);
        rig.on("pomp");
        rig.pin("pomp").unreadable(false);

        assertRefused(MIN_OFF, "it was on: wait another 30s", rig.on("pomp"));
    }

    @Test
    void anOffThatFailedIsTriedAgainEachSecondAndToldWhenItWorked() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.pin("pomp").broken(true);
        rig.off("pomp");
        rig.pass(ofMillis(3500));
        assertTrue(rig.isOn("pomp"));
        rig.pin("pomp").broken(false);

        rig.passAlmost(ofMillis(500));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
        assertEquals("pomp OFF", rig.told.get(rig.told.size() - 1));
    }

    @Test
    void anOffByARuleThatFailedIsTriedAgainToo() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.pin("pomp").broken(true);
        rig.pass(ofMinutes(10));
        rig.pin("pomp").broken(false);

        rig.pass(ofSeconds(1));

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void aFaultOfOneOutputLeavesTheRulesOfOthersAlone() {
        Rig rig =
                Rig.started(
                        AnOutput.named("pomp", 17).maxOn(ofMinutes(10)),
                        AnOutput.named("klep", 22).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.on("klep");
        rig.pin("pomp").rude(true);

        rig.pass(ofMinutes(10));

        assertFalse(rig.isOn("klep"));
    }

    @Test
    void anOutputWorksAgainAfterItsFault() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").broken(true);
        rig.on("pomp");
        rig.pin("pomp").broken(false);

        assertOn(rig.on("pomp"));
        assertOff(rig.off("pomp"));
    }

    @Test
    void deadTimeCountsFromWhenTheLineFollowedAgain() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
        rig.on("op");
        rig.pin("op").broken(true);
        rig.off("op");
        rig.pass(ofMillis(900));
        rig.pin("op").broken(false);
        rig.pass(ofMillis(100));

        rig.passAlmost(ofMillis(500));
        assertRefused(Outcome.Obstacle.INTERLOCK, "op was on: wait another 1ms", rig.on("neer"));
        rig.passTheRest();

        assertOn(rig.on("neer"));
    }
}
