package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.LossProof.Question;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class LossProofTest {

    private static final Duration THIRD = Duration.ofSeconds(3);
    private static final List<Question> PING = List.of(Question.PING);

    private final ManualTicks ticks = new ManualTicks();
    private final LossProof proof = new LossProof(ticks);

    @Test
    void aQuestionThatStaysUnansweredForAThirdIsAProof() {
        assertTrue(proof.want(THIRD));
        proof.ask(Question.PING);

        wantFor(Duration.ofMillis(2_900));
        assertFalse(proof.isGiven(PING, THIRD));
        wantFor(Duration.ofMillis(100));

        assertTrue(proof.isGiven(PING, THIRD));
    }

    /** Its answer lies in the socket of a process that was stopped, and nobody has read it. */
    @Test
    void aQuestionFromBeforeAStandstillIsNone() {
        proof.want(THIRD);
        proof.ask(Question.PING);
        ticks.advance(Duration.ofMinutes(1));

        assertTrue(proof.want(THIRD));
        assertFalse(proof.isGiven(PING, THIRD));
        assertEquals(Optional.empty(), proof.asked(Question.PING));
        wantFor(THIRD);
        assertFalse(proof.isGiven(PING, THIRD));

        proof.ask(Question.PING);
        wantFor(THIRD);
        assertTrue(proof.isGiven(PING, THIRD));
    }

    @Test
    void aStandstillAfterAHalfOfTheTimeCountsToo() {
        proof.want(THIRD);
        proof.ask(Question.PING);
        wantFor(Duration.ofSeconds(2));
        ticks.advance(Duration.ofMillis(1_600));

        proof.want(THIRD);

        assertFalse(proof.isGiven(PING, THIRD));
    }

    @Test
    void aRefusedConnectionIsAProofAtOnceAndIsTriedAgainASecondLater() {
        proof.want(THIRD);
        proof.ask("broker");
        proof.fail("broker");
        assertTrue(proof.isGiven(List.of("broker"), THIRD));
        assertFalse(proof.isOpen(List.of("broker")));

        wantFor(Duration.ofMillis(1_100));

        assertTrue(proof.isOpen(List.of("broker")));
    }

    @Test
    void everyBrokerOfTheListMustStayWithoutAnAnswer() {
        proof.want(THIRD);
        proof.ask("first");
        proof.fail("first");
        assertFalse(proof.isGiven(List.of("first", "second"), THIRD));
        proof.ask("second");
        wantFor(THIRD);

        assertTrue(proof.isGiven(List.of("first", "second"), THIRD));
    }

    @Test
    void anAnswerEndsEveryQuestion() {
        proof.want(THIRD);
        proof.ask(Question.PING);
        proof.answered();
        wantFor(THIRD);

        assertFalse(proof.isGiven(PING, THIRD));
    }

    @Test
    void nothingMustBeAskedWhileNobodyWantsToKnow() {
        assertFalse(proof.isOpen(PING));
        proof.want(THIRD);
        assertTrue(proof.isOpen(PING));
        ticks.advance(Duration.ofSeconds(4));

        assertFalse(proof.isOpen(PING));
    }

    /** As one who wants to know does: again each tenth. */
    private void wantFor(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 300) {
            ticks.advance(Duration.ofMillis(Math.min(300, left)));
            assertFalse(proof.want(THIRD), "it came again in time");
        }
    }
}
