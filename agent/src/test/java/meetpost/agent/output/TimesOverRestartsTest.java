package meetpost.agent.output;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Outcome.Obstacle.REST;
import static meetpost.agent.output.Rig.assertOn;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

/** {@code min-off}, dead time and {@code max-on} outlive a crash, a stop and a power cut. */
class TimesOverRestartsTest extends Restarts {

    @Test
    void minOffOutlivesAStopAndNotMore() throws Exception {
        Rig rig = start(compressor());
        rig.on("koeling");
        rig.off("koeling");
        ticks.advance(ofMinutes(1));
        stop(rig);
        ticks.advance(ofMinutes(1));

        Rig next = start(compressor());

        assertRefused(MIN_OFF, "it was on: wait another 3m", next.on("koeling"));
        next.pass(ofMinutes(3));
        assertOn(next.on("koeling"));
    }

    @Test
    void afterAStopRestCountsFromWhenItWentOff() throws Exception {
        AnOutput pump = AnOutput.named("pomp", 17).maxOn(ofMinutes(1)).rest(ofMinutes(10));
        Rig rig = start(pump);
        rig.on("pomp");
        rig.pass(ofMinutes(1));
        stop(rig);
        ticks.advance(ofMinutes(4));

        Rig next = start(pump);

        assertRefused(REST, "it may have been on for max-on: wait another 6m", next.on("pomp"));
        next.pass(ofMinutes(6));
        assertOn(next.on("pomp"));
    }

    @Test
    void afterACrashRestCountsFromTheStart() {
        AnOutput pump = AnOutput.named("pomp", 17).maxOn(ofMinutes(1)).rest(ofMinutes(10));
        Rig rig = start(pump);
        rig.on("pomp");
        rig.pass(ofMinutes(1));
        ticks.advance(ofMinutes(4));

        assertRefused(
                REST, "it may have been on for max-on: wait another 10m", start(pump).on("pomp"));
    }

    @Test
    void afterACrashMinOffCountsFromTheStart() {
        Rig rig = start(compressor());
        rig.on("koeling");
        rig.off("koeling");
        ticks.advance(ofSeconds(10));

        Rig next = start(compressor());

        assertRefused(MIN_OFF, "it may have been on: wait another 5m", next.on("koeling"));
        next.pass(ofMinutes(5));
        assertOn(next.on("koeling"));
    }

    @Test
    void afterAnotherBootMinOffCountsFromTheStart() throws Exception {
        stop(start(compressor()));
        disk.reboot();

        assertRefused(
                MIN_OFF, "it may have been on: wait another 5m", start(compressor()).on("koeling"));
    }

    @Test
    void deadTimeOutlivesAStopAndACrash() throws Exception {
        AnOutput op = AnOutput.named("op", 22);
        AnOutput neer = AnOutput.named("neer", 23).interlock("op").deadTime(ofSeconds(10));
        Rig rig = start(op, neer);
        rig.on("op");
        rig.off("op");
        stop(rig);
        ticks.advance(ofSeconds(4));

        Rig next = start(op, neer);
        assertRefused(INTERLOCK, "op was on: wait another 6s", next.on("neer"));

        assertRefused(
                INTERLOCK, "op may have been on: wait another 10s", start(op, neer).on("neer"));
    }

    @Test
    void anOutputThatStopsOnCountsAsOffFromTheStart() throws Exception {
        AnOutput fan = AnOutput.named("vent", 17).onAtStop().minOff(ofMinutes(5));
        stop(start(fan));
        ticks.advance(ofHours(1));

        assertRefused(MIN_OFF, "it was on: wait another 5m", start(fan).on("vent"));
    }

    @Test
    void anOutputThatStartsOnBeginsOffAndFollowsWhenMinOffIsOver() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON).minOff(ofMinutes(5));
        Rig rig = start(fan);
        long start = ticks.now();

        assertEquals(
                new OutputState(
                        false,
                        Origin.of(Cause.START),
                        start,
                        Optional.of(start + ofMinutes(5).toNanos())),
                rig.states.get("vent"));
        rig.passAlmost(ofMinutes(5));
        assertFalse(rig.isOn("vent"));
        rig.passTheRest();

        assertTrue(rig.isOn("vent"));
        assertEquals(Origin.of(Cause.START), rig.states.get("vent").origin());
    }

    @Test
    void anOffWhileItWaitsMeansThatItDoesNotFollow() {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.ON).minOff(ofMinutes(5));
        Rig rig = start(fan);

        rig.off("vent");
        rig.pass(ofHours(1));

        assertFalse(rig.isOn("vent"));
        assertEquals(Cause.COMMAND, rig.states.get("vent").origin().cause());
        assertEquals(Optional.empty(), rig.states.get("vent").until());
    }

    @Test
    void afterACrashOneThatStartsOnWaitsForTheDeadTimeOfItsMates() {
        AnOutput op = AnOutput.named("op", 22).atStart(AtStart.ON).interlock("neer");
        AnOutput neer = AnOutput.named("neer", 23);
        start(op, neer);

        Rig rig = start(op, neer);

        rig.passAlmost(ofMillis(500));
        assertFalse(rig.isOn("op"));
        rig.passTheRest();
        assertTrue(rig.isOn("op"));
    }

    @Test
    void maxOnGoesOnOverACrash() {
        AnOutput heater = AnOutput.named("kachel", 17).atStart(AtStart.LAST).maxOn(ofMinutes(10));
        Rig rig = start(heater);
        rig.on("kachel");
        rig.pass(ofMinutes(6));

        Rig next = start(heater);
        assertTrue(next.isOn("kachel"));
        next.passAlmost(ofMinutes(4));
        assertTrue(next.isOn("kachel"));
        next.passTheRest();

        assertFalse(next.isOn("kachel"));
        assertEquals(Cause.MAX_ON, next.states.get("kachel").origin().cause());
    }

    @Test
    void maxOnGoesOnOverAStopWithoutTheTimeThatTheLineWasOff() throws Exception {
        AnOutput heater = AnOutput.named("kachel", 17).atStart(AtStart.LAST).maxOn(ofMinutes(10));
        Rig rig = start(heater);
        rig.on("kachel");
        rig.pass(ofMinutes(6));
        stop(rig);
        ticks.advance(ofMinutes(30));

        Rig next = start(heater);
        next.passAlmost(ofMinutes(4));
        assertTrue(next.isOn("kachel"));
        next.passTheRest();

        assertFalse(next.isOn("kachel"));
    }

    @Test
    void maxOnThatIsOverBeforeTheStartMeansThatItStartsOff() {
        AnOutput heater = AnOutput.named("kachel", 17).atStart(AtStart.ON).maxOn(ofMinutes(10));
        start(heater);
        ticks.advance(ofMinutes(10));

        Rig next = start(heater);

        assertFalse(next.isOn("kachel"));
        assertEquals(Cause.MAX_ON, next.states.get("kachel").origin().cause());
    }

    @Test
    void maxOnOverAPowerCutCountsWhatTheDiskKnows() throws Exception {
        AnOutput heater = AnOutput.named("kachel", 17).atStart(AtStart.LAST).maxOn(ofMinutes(10));
        Rig rig = start(heater);
        rig.on("kachel");
        rig.pass(ofMinutes(6));
        stop(rig);
        disk.reboot();
        ticks.advance(ofHours(100));

        Rig next = start(heater);
        next.passAlmost(ofMinutes(4));
        assertTrue(next.isOn("kachel"));
        next.passTheRest();

        assertFalse(next.isOn("kachel"));
    }
}
