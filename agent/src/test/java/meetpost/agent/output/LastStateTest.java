package meetpost.agent.output;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

/** What {@code at-start: last} makes of an output after a crash, a stop and a power cut. */
class LastStateTest extends Restarts {

    /** ON, a second, OFF, twenty seconds, kill -9. */
    @Test
    void anOffIsRememberedThoughTheOnWasShort() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(1));
        rig.off("lamp");
        rig.pass(ofSeconds(20));

        assertFalse(start(LAMP).isOn("lamp"));
    }

    @Test
    void anOnIsRememberedOnceItHasStoodForFlush() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.passAlmost(ofSeconds(60));
        assertFalse(start(LAMP).isOn("lamp"));

        rig.passTheRest();
        assertTrue(start(LAMP).isOn("lamp"));
    }

    @Test
    void anOnThatIsStillShortIsNotWrittenTogetherWithWhatAnotherOutputNeeds() {
        AnOutput other = AnOutput.named("pomp", 17).atStart(AtStart.LAST);
        Rig rig = start(LAMP, other);
        rig.on("pomp");
        rig.pass(ofSeconds(59));
        rig.on("lamp");
        int before = disk.writes();
        rig.pass(ofSeconds(1));
        assertEquals(before + 1, disk.writes());

        Rig next = start(LAMP, other);

        assertTrue(next.isOn("pomp"));
        assertFalse(next.isOn("lamp"));
    }

    @Test
    void theSafeLevelIsOnWhereTheSettingsSaySo() {
        AnOutput pump = AnOutput.named("pomp", 17).atStart(AtStart.LAST).onAtCrash();
        Rig rig = start(pump);

        rig.on("pomp");
        assertTrue(start(pump).isOn("pomp"));

        rig.off("pomp");
        rig.passAlmost(ofSeconds(60));
        assertTrue(start(pump).isOn("pomp"));
        rig.passTheRest();
        assertFalse(start(pump).isOn("pomp"));
    }

    @Test
    void aStopRemembersWhatWasBeforeItHoweverShort() throws Exception {
        Rig rig = start(LAMP);
        rig.on("lamp");
        stop(rig);
        assertFalse(rig.isOn("lamp"));

        assertTrue(start(LAMP).isOn("lamp"));
    }

    @Test
    void aPulseIsNotRemembered() throws Exception {
        Rig rig = start(LAMP);
        rig.pulse("lamp", ofHours(1));
        rig.pass(ofMinutes(10));
        assertFalse(start(LAMP).isOn("lamp"));

        stop(rig);
        assertFalse(start(LAMP).isOn("lamp"));
    }

    @Test
    void theLastStateOutlivesAPowerCut() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(60));
        disk.reboot();

        assertTrue(start(LAMP).isOn("lamp"));
    }

    /** The desk looks once more whether something is due, until its thread has ended. */
    @Test
    void nothingIsWrittenOverWhatAStopLeft() throws Exception {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(TestDisk.FLUSH.minusMillis(1));
        rig.outputs.rest(ofSeconds(5), true);
        rig.pass(ofMillis(1));
        rig.memory.close();

        assertTrue(start(LAMP).isOn("lamp"));
    }

    @Test
    void whatNewRulesNeedToKnowIsKeptThoughNothingMovesAnyMore() {
        Rig rig = start(AnOutput.named("lamp", 4));
        rig.on("lamp");
        rig.outputs.rules(List.of(LAMP.settings()));
        rig.pass(TestDisk.FLUSH);

        assertTrue(start(LAMP).isOn("lamp"));
    }

    @Test
    void newRulesBeforeTheStartDoNotOverwriteWhatTheProgramBeforeLeft() throws Exception {
        Rig rig = start(LAMP);
        rig.on("lamp");
        stop(rig);
        Rig next = new Rig(disk, ticks, LAMP);
        next.outputs.rules(List.of(LAMP.settings()));
        next.outputs.start();

        assertTrue(next.isOn("lamp"));
    }

    @Test
    void oneThatWasOnLastAndHasToWaitIsStillOnLastAfterAnotherCrash() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.LAST).minOff(ofMinutes(5));
        Rig rig = start(fan);
        rig.on("vent");
        rig.pass(ofSeconds(60));

        start(fan).pass(ofMinutes(2));
        Rig third = start(fan);
        assertFalse(third.isOn("vent"));
        third.pass(ofMinutes(5));

        assertTrue(third.isOn("vent"));
    }

    @Test
    void whatVersion010KeptIsTakenOver() {
        disk.of010("lamp", true);

        assertTrue(start(LAMP).isOn("lamp"));
    }
}
