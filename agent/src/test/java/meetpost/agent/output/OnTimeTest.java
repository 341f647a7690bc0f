package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Rig.assertOff;
import static meetpost.agent.output.Rig.assertOn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import meetpost.agent.output.Outcome.Done;
import org.junit.jupiter.api.Test;

/** Bounds on how long an output is on: max-on, refresh, pulses. */
class OnTimeTest {

    @Test
    void withoutARuleAnOutputStaysOn() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));

        assertOn(rig.on("pomp"));
        rig.pass(ofMinutes(100_000));

        assertTrue(rig.isOn("pomp"));
        assertEquals(Outputs.NEVER, rig.outputs.tick());
    }

    @Test
    void maxOnEndsExactlyThenAndTheNewStateIsTold() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");

        rig.passAlmost(ofMinutes(10));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
        assertEquals(List.of("pomp ON", "pomp OFF"), rig.told);
    }

    @Test
    void maxOnIsNotExtendedByARepeatedOn() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.pass(ofMinutes(9));
        rig.on("pomp");

        rig.passAlmost(ofMinutes(1));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void maxOnCountsAgainFromTheNextOnAfterAnOff() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.pass(ofMinutes(9));
        rig.off("pomp");
        rig.on("pomp");

        rig.passAlmost(ofMinutes(10));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void refreshEndsExactlyThenUnlessOnIsRepeated() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).refresh(ofMinutes(5)));
        rig.on("pomp");
        rig.passAlmost(ofMinutes(5));
        rig.on("pomp");

        rig.passAlmost(ofMinutes(5));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void refreshLeavesAnOutputThatStopsOnAlone() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).refresh(ofMinutes(5)).onAtStop());
        rig.on("pomp");

        rig.pass(ofMinutes(60));

        assertTrue(rig.isOn("pomp"));
    }

    @Test
    void aPulseEndsExactlyThen() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.pulse("bel", ofSeconds(5));

        rig.passAlmost(ofSeconds(5));
        assertTrue(rig.isOn("bel"));
        rig.passTheRest();

        assertFalse(rig.isOn("bel"));
        assertEquals(List.of("bel ON", "bel OFF"), rig.told);
    }

    @Test
    void aPulseShowsHowLongItStillLasts() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));

        assertEquals(new Done(true, Optional.of(ofSeconds(5))), rig.pulse("bel", ofSeconds(5)));
        rig.pass(ofSeconds(2));

        assertEquals(new Done(true, Optional.of(ofSeconds(3))), rig.outputs.look("bel"));
    }

    @Test
    void aPulseIsShownAtItsFullLengthHoweverLongItTakesToTell() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.toTell(ofMillis(3));

        assertEquals(new Done(true, Optional.of(ofSeconds(5))), rig.pulse("bel", ofSeconds(5)));
        rig.pass(ofMillis(4997));

        assertFalse(rig.isOn("bel"));
    }

    @Test
    void aNewPulseReplacesTheOneThatRunsWhetherItIsShorterOrLonger() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.pulse("bel", ofSeconds(60));
        rig.pulse("bel", ofSeconds(2));
        rig.pass(ofSeconds(1));
        rig.pulse("bel", ofSeconds(10));

        rig.passAlmost(ofSeconds(10));
        assertTrue(rig.isOn("bel"));
        rig.passTheRest();

        assertFalse(rig.isOn("bel"));
    }

    @Test
    void onDuringAPulseMakesItStay() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.pulse("bel", ofSeconds(5));

        assertEquals(new Done(true, Optional.empty()), rig.on("bel"));
        rig.pass(ofMinutes(60));

        assertTrue(rig.isOn("bel"));
    }

    @Test
    void offDuringAPulseEndsItForGood() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.pulse("bel", ofSeconds(5));
        rig.off("bel");
        rig.on("bel");

        rig.pass(ofSeconds(60));

        assertTrue(rig.isOn("bel"));
    }

    @Test
    void aPulseIsNoWayAroundMaxOn() {
        Rig rig = Rig.started(AnOutput.named("bel", 4).maxOn(ofSeconds(10)));
        rig.on("bel");
        rig.pass(ofSeconds(7));

        assertEquals(new Done(true, Optional.of(ofSeconds(3))), rig.pulse("bel", ofSeconds(8)));
        rig.passAlmost(ofSeconds(3));
        assertTrue(rig.isOn("bel"));
        rig.passTheRest();

        assertFalse(rig.isOn("bel"));
    }

    @Test
    void toggleGoesByWhatTheLineReads() {
        Rig rig = Rig.started(AnOutput.named("lamp", 4));
        rig.pin("lamp").force(true);

        assertOff(rig.toggle("lamp"));
        assertOn(rig.toggle("lamp"));
    }

    @Test
    void toggleOffEndsAPulse() {
        Rig rig = Rig.started(AnOutput.named("lamp", 4));
        rig.pulse("lamp", ofSeconds(5));

        assertEquals(new Done(false, Optional.empty()), rig.toggle("lamp"));
    }

    @Test
    void newRulesCountFromNowOnAndMoveNothingByThemselves() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.pass(ofMinutes(3));

        rig.outputs.rules(List.of(AnOutput.named("pomp", 17).maxOn(ofMinutes(5)).settings()));
        rig.passAlmost(ofMinutes(2));
        assertEquals(List.of(false, true), rig.pin("pomp").levels());
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }

    /** Found by random sequences: an OFF that failed made it begin anew. */
    @Test
    void maxOnOfALineThatSomebodyElseKeepsOnCountsFromWhenItWasSeen() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.pin("pomp").force(true);
        rig.pin("pomp").stuck(true);
        rig.pass(ofSeconds(2));
        rig.off("pomp");
        rig.pass(ofMinutes(1));
        rig.pin("pomp").stuck(false);
        rig.pin("pomp").force(true);
        rig.on("pomp");

        rig.pass(ofMinutes(9));

        assertFalse(rig.isOn("pomp"));
    }
}
