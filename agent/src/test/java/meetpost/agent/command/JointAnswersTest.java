package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.JointAnswers.Joint;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class JointAnswersTest {

    private static final String POMP = "actuatoren/pomp/result";
    private static final String KLEP = "actuatoren/klep/result";
    private static final Answer ON = new Accepted(true, Optional.empty());
    private static final Answer OFF = new Accepted(false, Optional.empty());
    private static final Answer BUSY = new Refused(Refusal.BUSY, "newer ones came");

    private final ManualTicks ticks = new ManualTicks();
    private final JointAnswers joint = new JointAnswers(ticks);

    @Test
    void aHundredInASecondAreGivenOneByOne() {
        for (int n = 0; n < 100; n++) {
            assertFalse(joint.takes(POMP, ON));
        }
        assertTrue(joint.takes(POMP, ON));
        assertFalse(joint.takes(KLEP, ON));

        ticks.advance(Duration.ofSeconds(1));

        assertEquals(List.of(new Joint(POMP, ON, 1)), joint.due());
        assertFalse(joint.takes(POMP, ON));
    }

    @Test
    void thoseThatGaveWayAreGivenTogetherFromTheFirstOn() {
        for (int n = 0; n < 4312; n++) {
            assertTrue(joint.takes(POMP, BUSY));
        }
        assertEquals(List.of(), joint.due());

        ticks.advance(Duration.ofSeconds(1));

        List<Joint> due = joint.due();
        assertEquals(List.of(new Joint(POMP, BUSY, 4312)), due);
        assertEquals(
                "{\"accepted\":false,\"reason\":\"busy\",\"message\":\"newer ones came\","
                        + "\"count\":4312}",
                due.get(0).answer().json(Optional.empty(), OptionalLong.of(due.get(0).count())));
        assertEquals(List.of(), joint.due());
    }

    @Test
    void eachOutcomeHasItsOwnNumber() {
        for (int n = 0; n < 100; n++) {
            joint.takes(POMP, ON);
        }
        joint.takes(POMP, ON);
        joint.takes(POMP, OFF);
        joint.takes(POMP, ON);
        joint.takes(POMP, BUSY);

        assertEquals(
                List.of(new Joint(POMP, ON, 2), new Joint(POMP, OFF, 1), new Joint(POMP, BUSY, 1)),
                joint.all());
        assertEquals(List.of(), joint.all());
    }
}
