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
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

/** What the rules need to know outlives a crash, a stop and a restart. */
class OutputMemoryTest {

    private static final AnOutput LAMP = AnOutput.named("lamp", 4).atStart(AtStart.LAST);

    private static AnOutput compressor() {
        return AnOutput.named("koeling", 17).minOff(ofMinutes(5));
    }

    private final TestDisk disk = new TestDisk();
    private final ManualTicks ticks = new ManualTicks();

    private Rig start(AnOutput... outputs) {
        Rig rig = new Rig(disk, ticks, outputs);
        rig.outputs.start();
        return rig;
    }

    private static void stop(Rig rig) throws InterruptedException {
        rig.outputs.rest(ofSeconds(5), true);
        rig.memory.close();
    }

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
    void anOffIsOnTheDiskBeforeItIsAnswered() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(60));

        Done off = (Done) rig.off("lamp");

        assertEquals(true, off.stored().getNow(false));
        assertFalse(start(LAMP).isOn("lamp"));
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
    void aSafeLevelThatNobodyHadToKeepIsWrittenWhenNewRulesNeedIt() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(TestDisk.FLUSH);
        rig.outputs.rules(List.of(AnOutput.named("lamp", 4).settings()));
        rig.off("lamp");
        rig.outputs.rules(List.of(LAMP.settings()));

        assertFalse(start(LAMP).isOn("lamp"));
    }

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

    @Test
    void aDamagedFileMeansThatNothingIsKnownAndThatIsSafe() throws Exception {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.LAST).minOff(ofMinutes(5));
        Rig rig = start(fan);
        rig.on("vent");
        stop(rig);
        disk.text(disk.text().replace("last ON", "last OF"));

        Rig next = start(fan);

        assertFalse(next.isOn("vent"));
        assertRefused(MIN_OFF, "it may have been on: wait another 5m", next.on("vent"));
    }

    @Test
    void aDiskThatCannotBeReadOrWrittenMeansTheSameAndIsATrouble() {
        disk.broken(true);
        Rig rig = start(compressor());

        assertRefused(MIN_OFF, "it may have been on: wait another 5m", rig.on("koeling"));
        assertEquals(
                List.of("outputs: what they were cannot be kept on disk: Input/output error"),
                rig.outputs.problems());
        disk.broken(false);
        rig.pass(ofSeconds(60));

        assertEquals(List.of(), rig.outputs.problems());
    }

    @Test
    void whatVersion010KeptIsTakenOver() {
        disk.of010("lamp", true);

        assertTrue(start(LAMP).isOn("lamp"));
    }

    @Test
    void anAnswerDoesNotWaitForADiskThatTakesLongerThanASecond() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(60));
        disk.stall();

        Done off = (Done) rig.off("lamp");
        assertFalse(rig.isOn("lamp"));
        assertFalse(off.stored().isDone());
        rig.passAlmost(ofSeconds(1));
        assertFalse(off.stored().isDone());
        rig.passTheRest();

        assertEquals(false, off.stored().getNow(true));
        disk.goOn();
        assertFalse(start(LAMP).isOn("lamp"));
    }

    @Test
    void anOffIsNotSaidToBeStoredWhereTheDiskCannotBeReadAtAll() {
        disk.broken(true);
        Rig rig = start(LAMP);
        rig.on("lamp");

        Done off = (Done) rig.off("lamp");

        assertEquals(false, off.stored().getNow(true));
    }

    @Test
    void aRepeatedOffWaitsForTheSameWrite() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(60));
        int before = disk.writes();
        disk.stall();

        Done first = (Done) rig.off("lamp");
        Done second = (Done) rig.off("lamp");
        disk.goOn();

        assertEquals(true, first.stored().getNow(false));
        assertEquals(true, second.stored().getNow(false));
        assertEquals(before + 1, disk.writes());
    }

    @Test
    void anOffThatTheDiskDidNotTakeIsWrittenLater() {
        Rig rig = start(LAMP);
        rig.on("lamp");
        rig.pass(ofSeconds(60));
        disk.broken(true);
        Done off = (Done) rig.off("lamp");
        assertEquals(false, off.stored().getNow(true));
        disk.broken(false);

        rig.pass(ofSeconds(60));

        assertFalse(start(LAMP).isOn("lamp"));
    }

    @Test
    void fastTogglingCostsNothing() {
        Rig rig = start(LAMP, compressor());
        int before = disk.writes();

        for (int i = 0; i < 100_000; i++) {
            rig.toggle("lamp");
            rig.pass(ofMillis(200));
        }

        assertEquals(before, disk.writes());
    }

    /** Found by random sequences: it was written without end until the later ON had stood, too. */
    @Test
    void anOffWithAnIdAndAnOnWithoutAreWrittenOnce() {
        Rig rig = start(AnOutput.named("pomp", 17));
        rig.on("pomp");
        rig.pass(ofMinutes(2));
        rig.outputs.off("pomp", Origin.command(Optional.of("42")));
        rig.pass(ofSeconds(30));
        rig.on("pomp");
        int before = disk.writes();

        rig.pass(ofMinutes(10));

        assertTrue(disk.writes() - before <= 2, disk.writes() - before + " writes");
    }

    /** 2 x 86,400 s / flush, whatever a controller does; here the worst one. */
    @Test
    void anOutputCostsTwoWritesInEachFlushAtMost() {
        for (int period : List.of(1, 30, 59, 60, 61, 90, 600)) {
            Rig rig = start(LAMP);
            int before = disk.writes();

            for (int second = 0; second < 86_400; second += period) {
                rig.toggle("lamp");
                rig.pass(ofSeconds(period));
            }

            int writes = disk.writes() - before;
            assertTrue(writes <= 2 * 86_400 / 60, writes + " writes with a period of " + period);
        }
    }

    @Test
    void nothingIsWrittenWhereNothingIsSwitched() {
        Rig rig = start(LAMP, compressor(), AnOutput.named("pomp", 22).maxOn(ofMinutes(1)));
        int before = disk.writes();

        rig.pass(ofHours(1000));

        assertEquals(before, disk.writes());
    }

    @Test
    void outputsWhoseRulesNeedNoMemoryAreNotWritten() {
        Rig rig = start(AnOutput.named("bel", 4));
        int before = disk.writes();

        rig.on("bel");
        rig.pass(ofHours(1));
        rig.off("bel");
        rig.pass(ofHours(1));

        assertEquals(before, disk.writes());
    }

    @Test
    void aCommandThatMovedAnOutputIsKnownAfterACrash() {
        Rig rig = start(AnOutput.named("bel", 4));
        rig.outputs.on("bel", Origin.command(Optional.of("first")));
        rig.outputs.on("bel", Origin.command(Optional.of("moves nothing")));
        rig.pass(ofSeconds(60));

        Rig next = start(AnOutput.named("bel", 4));

        assertEquals(
                List.of(new Moved("bel", IdHash.of("bel", "first"), true, ofSeconds(60))),
                next.outputs.movedBefore());
    }

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

    @Test
    void aStartWaitsForTheDiskForASecondAtMost() throws Exception {
        AnOutput fan = AnOutput.named("vent", 17).atStart(AtStart.LAST).minOff(ofMinutes(5));
        Rig rig = start(fan);
        rig.on("vent");
        stop(rig);
        disk.stall();

        Rig next = start(fan);

        assertFalse(next.isOn("vent"));
        assertRefused(MIN_OFF, "it may have been on: wait another 5m", next.on("vent"));
    }
}
