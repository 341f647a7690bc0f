package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.bus.OutputLine;
import org.junit.jupiter.api.Test;

/** Found by sequences drawn at random against the specification of outputs. */
class LevelsOverRestartsTest {

    private final TestDisk disk = new TestDisk();
    private final ManualTicks ticks = new ManualTicks();

    private Rig start(AnOutput... outputs) {
        Rig rig = new Rig(disk, ticks, outputs);
        rig.outputs.start();
        return rig;
    }

    /** What {@code at-stop} left on must be off before the other goes on. */
    @Test
    void oneThatLosesItsInterlockAtTheStartIsDrivenOffBeforeTheOtherGoesOn() {
        Rig rig =
                start(
                        AnOutput.named("op", 22).atStart(AtStart.ON).interlock("neer"),
                        AnOutput.named("neer", 23).atStart(AtStart.ON));

        assertEquals(
                List.of(new OutputLine("neer", 23, false), new OutputLine("op", 22, true)),
                rig.board.requests());
    }

    @Test
    void oneWhoseMateCannotBeHadAtTheStartStartsOffForItMayBeOn() {
        Rig rig =
                new Rig(
                        AnOutput.named("op", 22).atStart(AtStart.ON),
                        AnOutput.named("neer", 23).interlock("op"));
        rig.board.taken(23, true);

        rig.outputs.start();

        assertFalse(rig.isOn("op"));
        assertEquals(Cause.INTERLOCK, rig.states.get("op").origin().cause());
    }

    @Test
    void anOffThatEndsTheWaitForAStartLevelIsWrittenToo() {
        AnOutput cooler =
                AnOutput.named("koeling", 17)
                        .atStart(AtStart.LAST)
                        .onAtCrash()
                        .minOff(ofMinutes(5));
        start(cooler).on("koeling");
        Rig waits = start(cooler);
        assertFalse(waits.isOn("koeling"));

        waits.off("koeling");
        waits.pass(ofMinutes(2));
        Rig next = start(cooler);
        next.pass(ofMinutes(30));

        assertFalse(next.isOn("koeling"));
    }

    @Test
    void anOffOfAStartWhoseMaxOnWasOverIsWrittenWhenItHasStood() {
        AnOutput heater =
                AnOutput.named("kachel", 17).atStart(AtStart.LAST).onAtCrash().maxOn(ofSeconds(30));
        start(heater).on("kachel");
        ticks.advance(ofMinutes(1));
        Rig used = start(heater);
        assertEquals(Cause.MAX_ON, used.states.get("kachel").origin().cause());

        used.pass(ofMinutes(2));

        assertFalse(start(heater).isOn("kachel"));
    }

    @Test
    void whatAHeldBackStartGoesToIsWhatTheRulesSayThen() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON);
        for (int i = 0; i < 5; i++) {
            assertTrue(start(fan).isOn("vent"));
        }
        Rig held = start(fan);
        assertFalse(held.isOn("vent"));

        held.outputs.rules(List.of(AnOutput.named("vent", 17).settings()));
        held.pass(ofMinutes(11));

        assertFalse(held.isOn("vent"));
    }

    @Test
    void aLineThatWasToldBetweenTwoLooksIsToldAgainWhenItIsLetGo() {
        AnOutput up = AnOutput.named("op", 22).atStart(AtStart.ON).minOff(ofSeconds(10));
        Rig rig = start(up.interlock("neer"), AnOutput.named("neer", 23));
        rig.pass(ofMillis(9800));
        rig.pin("op").hold(true);
        rig.pin("neer").hold(true);
        rig.pass(ofMillis(200));
        assertTrue(rig.states.get("op").on());

        rig.pin("op").letGo();
        rig.pin("neer").letGo();
        rig.pass(ofSeconds(2));

        assertFalse(rig.states.get("op").on());
    }

    @Test
    void aPulseThatWentOnUntilFurtherNoticeIsKeptWhateverWasWrittenMeanwhile() {
        AnOutput lamp = AnOutput.named("lamp", 4).atStart(AtStart.LAST);
        AnOutput pump = AnOutput.named("pomp", 17).atStart(AtStart.LAST);
        Rig rig = start(lamp, pump);
        rig.on("pomp");
        rig.pass(ofSeconds(59));
        rig.pulse("lamp", ofSeconds(30));
        rig.pass(ofSeconds(2));

        rig.on("lamp");
        rig.pass(ofMinutes(3));

        assertTrue(start(lamp, pump).isOn("lamp"));
    }
}
