package meetpost.agent.output;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import meetpost.agent.output.Outcome.Done;
import org.junit.jupiter.api.Test;

/** What is written of outputs, and how often. */
class OutputWritesTest extends Restarts {

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
    void aCommandThatPutBackALineThatSomebodyElseHadMovedIsKnownAfterACrash() {
        Rig rig = start(AnOutput.named("bel", 4));
        rig.on("bel");
        rig.pin("bel").force(false);
        rig.outputs.on("bel", Origin.command(Optional.of("put back")));
        rig.pass(ofSeconds(60));

        Rig next = start(AnOutput.named("bel", 4));

        assertEquals(
                List.of(new Moved("bel", IdHash.of("bel", "put back"), true, ofSeconds(60))),
                next.outputs.movedBefore());
    }
}
