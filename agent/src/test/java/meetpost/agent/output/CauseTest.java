package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

/** Why an output is as it is, since when, and until when. */
class CauseTest {

    @Test
    void aStartSaysSo() {
        Rig rig = new Rig(AnOutput.named("pomp", 17));

        rig.outputs.start();

        assertCause(rig, "pomp", "OFF start");
    }

    @Test
    void aStartAtOnShowsWhenMaxOnEndsIt() {
        Rig rig = new Rig(AnOutput.named("lamp", 4).atStart(AtStart.ON).maxOn(ofMinutes(10)));

        rig.outputs.start();

        assertCause(rig, "lamp", "ON start");
        assertEndsIn(ofMinutes(10), rig, "lamp");
    }

    @Test
    void theLaterOfTwoInterlockedOutputsThatBothStartOnSaysInterlock() {
        Rig rig =
                new Rig(
                        AnOutput.named("op", 22).atStart(AtStart.ON),
                        AnOutput.named("neer", 23).atStart(AtStart.ON).interlock("op"));

        rig.outputs.start();

        assertCause(rig, "neer", "OFF interlock");
    }

    @Test
    void aCommandIsNamedWithItsId() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));

        rig.outputs.on("pomp", Origin.command(Optional.of("42")));

        assertCause(rig, "pomp", "ON command 42");
        assertEquals(Optional.empty(), rig.states.get("pomp").until());
    }

    @Test
    void toggleIsACommandInBothDirections() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));

        rig.outputs.toggle("pomp", Origin.command(Optional.of("1")));
        assertCause(rig, "pomp", "ON command 1");
        rig.outputs.toggle("pomp", Origin.command(Optional.of("2")));
        assertCause(rig, "pomp", "OFF command 2");
    }

    @Test
    void aPulseIsNamedAtBothItsEnds() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));

        rig.outputs.pulse("bel", ofSeconds(5), Origin.command(Optional.of("7")));
        assertCause(rig, "bel", "ON pulse 7");
        assertEndsIn(ofSeconds(5), rig, "bel");
        rig.pass(ofSeconds(5));

        assertCause(rig, "bel", "OFF pulse 7");
    }

    @Test
    void onDuringAPulseTakesItOverAndSaysThatNothingEndsIt() {
        Rig rig = Rig.started(AnOutput.named("bel", 4));
        rig.outputs.pulse("bel", ofSeconds(5), Origin.command(Optional.of("7")));
        long since = rig.states.get("bel").since();
        rig.pass(ofSeconds(2));

        rig.outputs.on("bel", Origin.command(Optional.of("8")));

        assertCause(rig, "bel", "ON command 8");
        assertEquals(since, rig.states.get("bel").since());
        assertEquals(Optional.empty(), rig.states.get("bel").until());
    }

    @Test
    void theFirstOfSeveralBoundsIsTheOneThatIsShownAndTheOneThatIsNamed() {
        Rig rig =
                Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)).refresh(ofMinutes(4)));
        rig.pulse("pomp", ofMinutes(20));
        assertEndsIn(ofMinutes(4), rig, "pomp");
        rig.pass(ofMinutes(4));
        assertCause(rig, "pomp", "OFF refresh");

        rig.pulse("pomp", ofMinutes(3));
        rig.pass(ofMinutes(3));
        assertCause(rig, "pomp", "OFF pulse");

        rig.on("pomp");
        rig.pass(ofMinutes(3));
        rig.on("pomp");
        rig.pass(ofMinutes(3));
        rig.on("pomp");
        rig.pass(ofMinutes(3));
        rig.on("pomp");
        assertEndsIn(ofMinutes(1), rig, "pomp");
        rig.pass(ofMinutes(1));
        assertCause(rig, "pomp", "OFF max-on");
    }

    @Test
    void aRepeatedOffDoesNotHideWhyItWentOff() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.pass(ofMinutes(10));
        long since = rig.states.get("pomp").since();
        rig.pass(ofMinutes(1));

        rig.outputs.off("pomp", Origin.command(Optional.of("9")));

        assertCause(rig, "pomp", "OFF max-on");
        assertEquals(since, rig.states.get("pomp").since());
    }

    @Test
    void lossOfTheBrokerIsNamedInBothDirections() {
        Rig rig =
                Rig.started(
                        AnOutput.named("pomp", 17).onBrokerLoss(ofSeconds(60), false),
                        AnOutput.named("vent", 22).onBrokerLoss(ofSeconds(60), true));
        rig.on("pomp");

        rig.pass(ofSeconds(60));

        assertCause(rig, "pomp", "OFF on-broker-loss");
        assertCause(rig, "vent", "ON on-broker-loss");
    }

    @Test
    void aReloadThatForbidsWhatWasIsNamed() {
        Rig rig = Rig.started(AnOutput.named("op", 22), AnOutput.named("neer", 23));
        rig.on("op");
        rig.on("neer");

        rig.outputs.rules(
                List.of(
                        AnOutput.named("op", 22).settings(),
                        AnOutput.named("neer", 23).interlock("op").settings()));

        assertCause(rig, "neer", "OFF reload");
    }

    @Test
    void aReloadThatBringsAnotherEndTellsIt() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");

        rig.outputs.rules(List.of(AnOutput.named("pomp", 17).maxOn(ofMinutes(60)).settings()));

        assertCause(rig, "pomp", "ON command");
        assertEndsIn(ofMinutes(60), rig, "pomp");
    }

    @Test
    void aReloadThatChangesNothingTellsNothing() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)));
        rig.on("pomp");
        rig.told.clear();

        rig.outputs.rules(List.of(AnOutput.named("pomp", 17).maxOn(ofMinutes(10)).settings()));

        assertEquals(List.of(), rig.told);
    }

    @Test
    void aStartLevelThatHasToWaitLongerSaysSo() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22),
                        AnOutput.named("neer", 23)
                                .atStart(AtStart.ON)
                                .minOff(ofSeconds(5))
                                .interlock("op")
                                .deadTime(ofSeconds(10)));
        assertEndsIn(ofSeconds(5), rig, "neer");
        rig.on("op");
        rig.pass(ofSeconds(3));

        rig.off("op");
        rig.pass(ofSeconds(2));

        assertCause(rig, "neer", "OFF start");
        assertEndsIn(ofSeconds(8), rig, "neer");
        rig.pass(ofSeconds(8));
        assertCause(rig, "neer", "ON start");
    }

    @Test
    void aStopIsNamedAndNothingEndsWhatItLeavesOn() throws Exception {
        Rig rig =
                Rig.started(
                        AnOutput.named("pomp", 17),
                        AnOutput.named("nood", 22).onAtStop().maxOn(ofMinutes(1)));
        rig.on("pomp");
        rig.on("nood");

        rig.outputs.rest(ofSeconds(1), true);

        assertCause(rig, "pomp", "OFF stop");
        assertCause(rig, "nood", "ON stop");
        assertEquals(Optional.empty(), rig.states.get("nood").until());
    }

    @Test
    void aLineThatDoesNotFollowIsForced() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.pin("pomp").stuck(true);

        rig.off("pomp");
        assertCause(rig, "pomp", "ON forced");

        rig.pin("pomp").stuck(false);
        rig.pass(ofSeconds(1));
        assertCause(rig, "pomp", "OFF command");
    }

    @Test
    void sinceIsWhenTheLineChangedNotWhenItWasToldAgain() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.on("pomp");
        long on = rig.ticks.now();
        assertEquals(on, rig.states.get("pomp").since());
        rig.pass(ofMillis(1500));

        rig.on("pomp");

        assertEquals(on, rig.states.get("pomp").since());
    }

    private static void assertCause(Rig rig, String name, String expected) {
        OutputState state = rig.states.get(name);
        String text = (state.on() ? "ON " : "OFF ") + state.origin().cause().text();
        assertEquals(expected, text + state.origin().id().map(id -> " " + id).orElse(""));
    }

    private static void assertEndsIn(Duration duration, Rig rig, String name) {
        assertEquals(
                Optional.of(rig.ticks.now() + duration.toNanos()), rig.states.get(name).until());
    }
}
