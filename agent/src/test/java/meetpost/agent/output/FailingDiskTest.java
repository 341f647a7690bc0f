package meetpost.agent.output;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

/** Outputs whose disk fails, is damaged, or does not answer. */
class FailingDiskTest extends Restarts {

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
