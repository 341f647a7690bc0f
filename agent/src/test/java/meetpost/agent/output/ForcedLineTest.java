package meetpost.agent.output;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Rig.assertOn;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A line that is not what it was set to, because somebody else drives it. */
class ForcedLineTest {

    @Test
    void isSeenAtTheNextLookPublishedAsItIsAndATrouble() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.told.clear();
        rig.pin("pomp").hold(false);

        rig.pass(ofSeconds(1));

        assertEquals(List.of("pomp OFF"), rig.told);
        assertEquals(
                new OutputState(false, Origin.of(Cause.FORCED), rig.ticks.now(), Optional.empty()),
                rig.states.get("pomp"));
        assertEquals(
                List.of("pomp: GPIO 17 was driven high and reads low: something else drives it"),
                rig.outputs.problems());
    }

    @Test
    void isNotLookedAtMoreThanTwiceASecond() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pass(ofSeconds(1));
        rig.pin("pomp").hold(true);

        rig.pass(ofMillis(499));
        assertEquals(List.of(), rig.told);
        rig.pass(ofMillis(1));

        assertEquals(List.of("pomp ON"), rig.told);
    }

    @Test
    void isDrivenAgainAfterOneFiveAndThirtySecondsAndThenEveryThirty() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.pin("pomp").hold(false);
        rig.pass(ofSeconds(1));
        int before = rig.pin("pomp").drives();

        int[] seconds = {1, 4, 25, 30, 30};
        for (int i = 0; i < seconds.length; i++) {
            rig.passAlmost(ofSeconds(seconds[i]));
            assertEquals(before + i, rig.pin("pomp").drives());
            rig.passTheRest();
            assertEquals(before + i + 1, rig.pin("pomp").drives());
        }
    }

    @Test
    void deadTimeOfOneThatWasKeptOnBeginsWhenItIsSeenOffWhoeverAsksFirst() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
        rig.pin("op").hold(true);
        rig.pass(ofSeconds(1));

        rig.pin("op").letGo();

        assertRefused(INTERLOCK, "op was on: wait another 500ms", rig.on("neer"));
        rig.pass(ofMillis(500));
        assertOn(rig.on("neer"));
    }

    @Test
    void deadTimeOfOneThatDidNotGoOffBeginsWhenItIsSeenOffWhoeverAsksFirst() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
        rig.on("op");
        rig.pin("op").hold(true);
        rig.off("op");
        rig.passAlmost(ofSeconds(1));

        rig.pin("op").letGo();

        assertRefused(INTERLOCK, "op was on: wait another 500ms", rig.on("neer"));
        rig.pass(ofMillis(500));
        assertOn(rig.on("neer"));
    }

    @Test
    void isOnAgainWithItsOwnCauseWhenItIsLetGo() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.outputs.on("pomp", Origin.command(Optional.of("42")));
        rig.pin("pomp").hold(false);
        rig.pass(ofSeconds(1));
        rig.pin("pomp").letGo();

        rig.pass(ofSeconds(1));

        assertTrue(rig.isOn("pomp"));
        assertEquals(
                new OutputState(
                        true, Origin.command(Optional.of("42")), rig.ticks.now(), Optional.empty()),
                rig.states.get("pomp"));
        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void thatIsOnBlocksTheMatesOfItsInterlockAndSwitchesThemOff() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23).interlock("op"));
        rig.on("op");
        rig.pass(ofSeconds(1));
        rig.pin("neer").hold(true);

        rig.pass(ofSeconds(1));

        assertFalse(rig.isOn("op"));
        assertEquals(Cause.INTERLOCK, rig.states.get("op").origin().cause());
        assertRefused(INTERLOCK, "neer is on", rig.on("op"));
    }

    @Test
    void thatIsOnSwitchesOffItsMatesAlsoAfterItWasDrivenOffInVain() {
        AnOutput pump = AnOutput.named("pomp", 17).maxOn(ofSeconds(4));
        Rig rig = Rig.started(pump, AnOutput.named("klep", 22));
        rig.pin("pomp").hold(true);
        rig.pass(ofSeconds(1));
        rig.pass(ofSeconds(9));
        rig.on("klep");
        rig.outputs.rules(
                List.of(pump.settings(), AnOutput.named("klep", 22).interlock("pomp").settings()));

        rig.pass(ofSeconds(2));

        assertFalse(rig.isOn("klep"));
    }

    @Test
    void thatIsOnCountsForMaxOnOfTheOnThatFollows() {
        Rig rig = Rig.started(AnOutput.named("kachel", 17).maxOn(ofMinutes(10)));
        rig.pin("kachel").hold(true);
        rig.pass(ofSeconds(1));
        rig.pass(ofMinutes(4));
        assertOn(rig.on("kachel"));
        rig.pin("kachel").letGo();

        rig.passAlmost(ofMinutes(6));
        assertTrue(rig.isOn("kachel"));
        rig.passTheRest();

        assertFalse(rig.isOn("kachel"));
        assertEquals(Cause.MAX_ON, rig.states.get("kachel").origin().cause());
    }

    @Test
    void thatIsOnIsDrivenOffAgainWhenMaxOnIsOver() {
        Rig rig = Rig.started(AnOutput.named("kachel", 17).maxOn(ofSeconds(20)));
        rig.pin("kachel").hold(true);
        rig.pass(ofSeconds(1));
        rig.pass(ofSeconds(19));
        int before = rig.pin("kachel").drives();

        rig.pass(ofSeconds(1));

        assertEquals(before + 1, rig.pin("kachel").drives());
        rig.pin("kachel").letGo();
        rig.pass(ofSeconds(2));
        assertFalse(rig.isOn("kachel"));
        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void thatIsOffCountsForMinOffBeforeItIsDrivenOnAgain() {
        Rig rig = Rig.started(AnOutput.named("koeling", 17).minOff(ofMinutes(5)));
        rig.on("koeling");
        rig.pin("koeling").force(false);
        rig.pass(ofSeconds(1));
        int before = rig.pin("koeling").drives();

        rig.passAlmost(ofMinutes(5));
        assertEquals(before, rig.pin("koeling").drives());
        rig.passTheRest();

        assertTrue(rig.isOn("koeling"));
    }

    @Test
    void doesNotBecomeTheLastState() {
        var disk = new TestDisk();
        var ticks = new meetpost.agent.time.ManualTicks();
        AnOutput lamp =
                AnOutput.named("lamp", 4)
                        .atStart(meetpost.agent.settings.ActuatorSettings.AtStart.LAST);
        Rig rig = new Rig(disk, ticks, lamp);
        rig.outputs.start();
        rig.pin("lamp").hold(true);
        rig.pass(ofHours(1));

        Rig next = new Rig(disk, ticks, lamp);
        next.outputs.start();

        assertFalse(next.isOn("lamp"));
    }

    @Test
    void thatCannotBeReadIsATroubleUntilItCan() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").unreadable(true);

        rig.pass(ofSeconds(1));
        assertEquals(List.of("pomp: cannot be read: No such device"), rig.outputs.problems());
        rig.pin("pomp").unreadable(false);
        rig.pass(ofSeconds(1));

        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void thatDidNotGoOnStaysATroubleUntilOneDoes() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.pin("pomp").hold(false);
        rig.on("pomp");

        rig.pass(ofHours(1));
        assertEquals(
                List.of(
                        "pomp: did not go ON: GPIO 17 was driven high and reads low: is it"
                                + " shorted?"),
                rig.outputs.problems());
        rig.pin("pomp").letGo();
        assertOn(rig.on("pomp"));

        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void isWhatTheRightWayRoundMeansForOneThatIsActiveLow() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).activeLow());
        rig.pin("pomp").hold(false);

        rig.pass(ofSeconds(1));

        assertEquals(List.of("pomp ON"), rig.told);
        assertEquals(Cause.FORCED, rig.states.get("pomp").origin().cause());
    }

    /** Against commands and rules alike: docs/safety.md. */
    @Test
    void thatWasForcedOffWaitsForMinOffAlsoWithACommand() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofMinutes(5)));
        rig.pass(ofMinutes(5));
        rig.on("pomp");
        rig.pin("pomp").hold(false);
        rig.pass(ofSeconds(1));
        rig.pin("pomp").letGo();

        assertRefused(MIN_OFF, "it was on: wait another 5m", rig.on("pomp"));
        rig.pass(ofMinutes(5));

        assertOn(rig.on("pomp"));
    }

    @Test
    void thatIsLetGoJustBeforeAnOffCountsMinOffFromThen() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofMinutes(1)));
        rig.pass(ofMinutes(1));
        rig.on("pomp");
        rig.pin("pomp").hold(true);
        rig.off("pomp");
        rig.pass(ofSeconds(29));
        rig.pin("pomp").letGo();
        rig.off("pomp");
        rig.pass(ofSeconds(50));

        assertRefused(MIN_OFF, "it was on: wait another 10s", rig.on("pomp"));
    }

    @Test
    void thatNobodyMovedCountsMinOffFromItsOwnOffAndNotFromEachOffAgain() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).minOff(ofMinutes(1)));
        rig.off("pomp");
        rig.pass(ofSeconds(59));
        rig.off("pomp");
        rig.pass(ofSeconds(1));

        assertOn(rig.on("pomp"));
    }
}
