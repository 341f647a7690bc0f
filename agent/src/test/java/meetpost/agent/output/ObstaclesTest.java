package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Outcome.Obstacle.MIN_ON;
import static meetpost.agent.output.Outcome.Obstacle.REST;
import static meetpost.agent.output.Rig.assertOff;
import static meetpost.agent.output.Rig.assertOn;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interlocks with their dead time, and min-off. */
class ObstaclesTest {

    @ParameterizedTest
    @CsvSource({"op, neer", "neer, op"})
    void interlockHoldsInBothDirectionsWhicheverNamesTheOther(String first, String second) {
        Rig rig = shutter();
        rig.on(first);

        assertRefused(INTERLOCK, first + " is on", rig.on(second));
        assertRefused(INTERLOCK, first + " is on", rig.pulse(second, ofSeconds(1)));
        assertRefused(INTERLOCK, first + " is on", rig.toggle(second));

        assertFalse(rig.isOn(second));
        assertEquals(List.of(false), rig.pin(second).levels());
    }

    @ParameterizedTest
    @CsvSource({"op, neer", "neer, op"})
    void deadTimeEndsExactlyThenInBothDirections(String first, String second) {
        Rig rig = shutter();
        rig.on(first);
        rig.off(first);

        assertRefused(INTERLOCK, first + " was on: wait another 500ms", rig.on(second));
        rig.passAlmost(ofMillis(500));
        assertRefused(INTERLOCK, first + " was on: wait another 1ms", rig.on(second));
        rig.passTheRest();

        assertOn(rig.on(second));
    }

    @Test
    void deadTimeCountsFromTheLastOffAlsoWhenARuleSwitchedOff() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).maxOn(ofSeconds(20)),
                        AnOutput.named("neer", 23).interlock("op").deadTime(ofSeconds(2)));
        rig.on("op");
        rig.pass(ofSeconds(20));

        rig.passAlmost(ofSeconds(2));
        assertRefused(INTERLOCK, "op was on: wait another 1ms", rig.on("neer"));
        rig.passTheRest();

        assertOn(rig.on("neer"));
    }

    @Test
    void aRepeatedOffDoesNotProlongDeadTimeOrMinOff() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).minOff(ofMillis(500)),
                        AnOutput.named("neer", 23).interlock("op"));
        rig.on("op");
        rig.off("op");
        rig.pass(ofMillis(499));
        rig.off("op");
        rig.pass(ofMillis(1));

        assertOn(rig.on("neer"));
        rig.off("neer");
        rig.pass(ofMillis(500));
        assertOn(rig.on("op"));
    }

    @Test
    void theLongerDeadTimeCountsWhereBothNameTheOther() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).interlock("neer").deadTime(ofSeconds(3)),
                        AnOutput.named("neer", 23).interlock("op").deadTime(ofSeconds(1)));
        rig.on("op");
        rig.off("op");

        rig.passAlmost(ofSeconds(3));
        assertRefused(INTERLOCK, "op was on: wait another 1ms", rig.on("neer"));
    }

    @Test
    void anOutputWithoutInterlockIsFree() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22),
                        AnOutput.named("neer", 23).interlock("op"),
                        AnOutput.named("lamp", 4));
        rig.on("op");

        assertOn(rig.on("lamp"));
    }

    @Test
    void aMateThatCannotBeReadCountsAsOn() {
        Rig rig = shutter();
        rig.pin("op").unreadable(true);

        assertRefused(INTERLOCK, "op is on", rig.on("neer"));
    }

    @Test
    void aMateThatSomebodyElseSwitchedOnCountsAsOn() {
        Rig rig = shutter();
        rig.pin("op").force(true);

        assertRefused(INTERLOCK, "op is on", rig.on("neer"));
    }

    @Test
    void aMateWhoseLineIsNotOursCountsAsOn() {
        Rig rig = new Rig(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
        rig.board.taken(22, true);
        rig.outputs.start();

        assertRefused(INTERLOCK, "op is on", rig.on("neer"));
    }

    @Test
    void minOffEndsExactlyThen() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofSeconds(30)));
        assertOn(rig.on("pomp"));
        assertOff(rig.off("pomp"));

        rig.passAlmost(ofSeconds(30));
        assertRefused(MIN_OFF, "it was on: wait another 1ms", rig.on("pomp"));
        assertFalse(rig.isOn("pomp"));
        rig.passTheRest();

        assertOn(rig.on("pomp"));
    }

    @Test
    void restEndsExactlyThenWhoeverAsks() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(1)).rest(ofMinutes(10)));
        rig.on("pomp");
        rig.pass(ofMinutes(1));

        rig.passAlmost(ofMinutes(10));
        assertRefused(REST, "it was on for max-on: wait another 1ms", rig.on("pomp"));
        rig.passTheRest();

        assertOn(rig.on("pomp"));
    }

    @Test
    void restFollowsMaxOnOnly() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(1)).rest(ofMinutes(10)));
        rig.on("pomp");
        assertOff(rig.off("pomp"));

        assertOn(rig.on("pomp"));
    }

    @Test
    void withoutRestARuleWaitsForAMinuteAfterMaxOnAndAPersonDoesNot() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(2)));
        rig.on("pomp");
        rig.pass(ofMinutes(2));

        assertRefused(
                REST, "it was on for max-on: wait another 1m", rig.outputs.on("pomp", rule()));
        assertOn(rig.on("pomp"));
        assertOff(rig.off("pomp"));
        rig.pass(ofMinutes(1));

        assertOn(rig.outputs.on("pomp", rule()));
    }

    @Test
    void minOnHoldsARulesOffAndNobodyElses() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOn(ofMinutes(5)));
        rig.on("pomp");

        rig.passAlmost(ofMinutes(5));
        assertRefused(MIN_ON, "it was off: wait another 1ms", rig.outputs.off("pomp", rule()));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();
        assertOff(rig.outputs.off("pomp", rule()));

        rig.on("pomp");
        assertOff(rig.off("pomp"));
    }

    private static Origin rule() {
        return Origin.of(Cause.RULE, new Reason("warm", "17.9 is below 18.5"));
    }

    @Test
    void minOffDoesNotHinderARepeatedOn() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofSeconds(30)));
        rig.on("pomp");

        assertOn(rig.on("pomp"));
    }

    @Test
    void minOffAlsoCountsAfterARuleSwitchedOff() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(1)).minOff(ofSeconds(30)));
        rig.on("pomp");
        rig.pass(ofMinutes(1));

        assertRefused(MIN_OFF, "it was on: wait another 30s", rig.on("pomp"));
    }

    @Test
    void aNewInterlockBetweenTwoThatAreOnSwitchesTheOneOffThatChanged() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23));
        rig.on("op");
        rig.on("neer");

        rig.outputs.rules(
                List.of(
                        AnOutput.named("op", 22).settings(),
                        AnOutput.named("neer", 23).interlock("op").settings()));

        assertTrue(rig.isOn("op"));
        assertFalse(rig.isOn("neer"));
    }

    private static Rig shutter() {
        return Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
    }
}
