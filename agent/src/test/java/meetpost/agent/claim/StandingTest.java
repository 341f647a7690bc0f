package meetpost.agent.claim;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StandingTest {

    private static final String PUMP = "actuatoren/pomp";

    /** Nobody else would answer. */
    @Test
    void answersGoOutWhileAnotherBoardMayBeAboutToComeBackAndNothingElseDoes() {
        Standing waiting = Standings.waiting(PUMP);

        assertTrue(waiting.isOpen(PUMP + "/result"));
        assertFalse(waiting.isOpen(PUMP));
        assertFalse(waiting.isOpen(PUMP + "/cause"));
        assertFalse(waiting.isDecided(PUMP));
    }

    @Test
    void whoHasTheTopicAnswersAlone() {
        assertFalse(Standings.lost(PUMP).isOpen(PUMP + "/result"));
        assertTrue(Standings.held(PUMP).isOpen(PUMP + "/result"));
    }
}
