package meetpost.agent.output;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

/** A program that dies again and again leaves outputs at {@code at-crash}. */
class CrashLoopTest extends Restarts {

    @Test
    void afterFiveStartsInTenMinutesThatNobodyEndedOutputsStayAtCrashLevel() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 5; i++) {
            assertTrue(start(fan).isOn("vent"));
            ticks.advance(ofMinutes(1));
        }

        Rig held = start(fan);

        assertFalse(held.isOn("vent"));
        assertEquals(
                List.of(
                        "outputs stay at at-crash: the program was started 5 times in ten minutes,"
                                + " and none of them held; until this one has held for ten"
                                + " minutes"),
                held.outputs.problems());
        assertTrue(held.on("vent") instanceof Outcome.Refused);
        held.passAlmost(ofMinutes(10));
        assertFalse(held.isOn("vent"));
        held.passTheRest();

        assertTrue(held.isOn("vent"));
        assertEquals(List.of(), held.outputs.problems());
        assertTrue(start(fan).isOn("vent"));
    }

    @Test
    void oneThatIsOnAtCrashGoesOffWhenTheStartHasHeld() {
        AnOutput pump = AnOutput.named("pomp", 17).onAtCrash();
        for (int i = 0; i < 5; i++) {
            start(pump);
        }

        Rig held = start(pump);

        held.passAlmost(ofMinutes(10));
        assertTrue(held.isOn("pomp"));
        held.passTheRest();
        assertFalse(held.isOn("pomp"));
    }

    @Test
    void oneThatIsHeldAndEndsBeforeTenMinutesHoldsTheNextToo() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 5; i++) {
            start(fan);
        }
        start(fan).pass(ofMinutes(9));

        assertFalse(start(fan).isOn("vent"));
    }

    @Test
    void startsThatSomebodyEndedDoNotCount() throws Exception {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 50; i++) {
            Rig rig = start(fan);
            assertTrue(rig.isOn("vent"));
            stop(rig);
        }
    }

    @Test
    void oneThatEndsByItselfCountsThoughItEndedInOrder() throws Exception {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 5; i++) {
            Rig rig = start(fan);
            rig.outputs.rest(ofSeconds(5), false);
            rig.memory.close();
        }

        assertFalse(start(fan).isOn("vent"));
    }

    @Test
    void aBoardThatLosesItsPowerAtEachStartCountsToo() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 5; i++) {
            assertTrue(start(fan).isOn("vent"));
            disk.reboot();
        }
        assertFalse(start(fan).isOn("vent"));
    }

    @Test
    void aBoardThatLosesItsPowerNowAndThenDoesNot() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 50; i++) {
            Rig rig = start(fan);
            assertTrue(rig.isOn("vent"));
            rig.pass(ofMinutes(10));
            disk.reboot();
        }
    }
}
