package meetpost.agent.command;

import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.util.List;
import meetpost.agent.claim.Standing;
import meetpost.agent.claim.Standings;
import org.junit.jupiter.api.Test;

/** Commands for an output whose topic another board claims too. */
class CommandConflictTest extends CommandDeskRig {

    @Test
    void aCommandForAnotherBoardsTopicIsRefusedAndBothAreNamed() throws Exception {
        standing = Standings.lost(STATE);

        send("ON");

        JsonObject answer = answer(1);
        assertRefused("conflict", answer);
        assertTrue(answer.getString("message").contains("zolder-pi"), answer.toString());
        assertTrue(answer.getString("message").contains("kelder-pi"), answer.toString());
        assertEquals(1, desk.refused(Refusal.CONFLICT));
        assertEquals(List.of(), published.on(STATE));
    }

    @Test
    void theLevelThatIsSafeIsNeverRefused() throws Exception {
        send("ON");
        awaitAnswers(1);
        standing = Standings.lost(STATE);

        send("OFF");

        assertEquals(true, answer(2).get("accepted"));
        assertEquals("OFF", answer(2).getString("state"));
    }

    @Test
    void aCommandWaitsWhileAnotherBoardMayBeAboutToComeBack() throws Exception {
        standing = Standings.waiting(STATE);
        send("ON");
        awaitLooks();
        assertEquals(List.of(), published.on(RESULT));

        standing = Standings.held(STATE);

        assertEquals(true, answer(1).get("accepted"));
    }

    @Test
    void whatIsRefusedWhoeverHasTheTopicIsRefusedAtOnce() throws Exception {
        standing = Standings.waiting(STATE);

        send("{\"state\":");

        assertRefused("malformed", answer(1));
    }

    @Test
    void whoHasTheTopicObeys() throws Exception {
        standing = Standings.held(STATE);

        send("ON");

        assertEquals(true, answer(1).get("accepted"));
    }

    @Test
    void aCommandWaitsUntilItIsKnownWhoseTheTopicIs() throws Exception {
        standing = Standings.unknown();
        send("ON");
        send("OFF");
        send("ON");
        awaitLooks();
        assertEquals(List.of(), published.on(RESULT));

        standing = Standing.alone();

        eventually("all three", () -> desk.accepted() + desk.refused(Refusal.MIN_OFF) == 3);
        assertEquals(true, answer(1).get("accepted"));
        assertRefused("min-off", answer(3));
    }
}
