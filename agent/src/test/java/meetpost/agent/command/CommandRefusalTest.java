package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.output.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRefusalTest extends CommandDeskRig {

    @Test
    void anExpiredCommandIsRefusedAndOneThatExpiresNowIsNot() throws Exception {
        send("{\"state\":\"ON\",\"expires\":\"2026-11-21T09:59:59.999Z\"}");
        assertRefused("expired", answer(1));
        assertFalse(board.output(17).level());

        send("{\"state\":\"ON\",\"expires\":\"2026-11-21T10:00:00Z\"}");

        assertTrue(answer(2).getBoolean("accepted"));
    }

    @Test
    void whetherACommandHasExpiredIsNotGuessedWhileTheClockIsNotSet() throws Exception {
        clock.set(Instant.parse("1970-01-01T00:01:12Z"));

        send("{\"state\":\"ON\",\"expires\":\"2026-11-21T10:00:00Z\"}");
        send("ON");

        JsonObject answer = answer(1);
        assertRefused("expired", answer);
        assertEquals(
                "nobody knows: the clock is not set, it says 1970-01-01T00:01:12Z",
                answer.getString("message"));
        assertTrue(answer(2).getBoolean("accepted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAN", "{\"state\":5}", "{", "\u0000"})
    void whatIsNoCommandIsRefused(String payload) throws Exception {
        send(payload);

        assertRefused("malformed", answer(1));
        assertEquals(1, desk.refused(Refusal.MALFORMED));
    }

    @Test
    void interlockIsARefusal() throws Exception {
        outputs.on("klep", Origin.command(Optional.empty()));

        send("ON");

        assertRefused("interlock", answer(1));
    }

    @Test
    void minOffIsARefusal() throws Exception {
        send("ON");
        send("OFF");
        send("ON");

        assertRefused("min-off", answer(3));
    }

    @Test
    void whatIsTooLargeIsRefusedWhoeverFoundThat() throws Exception {
        desk.message(SET, new byte[10_000_000], 1, false);
        desk.tooLarge(SET, 1, false);

        assertRefused("too-large", answer(1));
        assertRefused("too-large", answer(2));
    }

    @Test
    void aFaultOfTheOutputIsARefusal() throws Exception {
        board.output(17).broken(true);

        send("ON");

        JsonObject answer = answer(1);
        assertRefused("output-fault", answer);
        assertEquals("Input/output error", answer.getString("message"));
    }

    @Test
    void whileStoppingEachIsRefused() throws Exception {
        desk.refuse();

        send("{\"state\":\"ON\",\"id\":\"42\"}");

        JsonObject answer = answer(1);
        assertEquals("42", answer.getString("id"));
        assertRefused("shutting-down", answer);
        assertFalse(board.output(17).level());
    }

    /** Each has several things wrong with it: what is looked at first is what is answered. */
    @Test
    void historyIsLookedAtBeforeSizeAndSizeBeforeWhatItSays() throws Exception {
        desk.message(SET, new byte[1025], 1, true);
        desk.tooLarge(SET, 1, true);
        desk.message(SET, bytes("{\"state\":" + "[".repeat(1014)), 1, true);
        desk.message(SET, bytes("{\"id\":\"7\",\"expires\":\"2020-01-01T00:00:00Z\"}"), 1, true);
        desk.message(SET, bytes("[".repeat(1025)), 1, false);

        for (int stored = 1; stored <= 4; stored++) {
            assertRefused("retained", answer(stored));
        }
        assertFalse(answer(3).has("id"));
        assertRefused("too-large", answer(5));
        assertFalse(answer(5).has("id"));
        assertEquals(4, desk.refused(Refusal.RETAINED));
        assertEquals(0, desk.refused(Refusal.MALFORMED));
    }

    @Test
    void anIdIsLookedAtBeforeTheTimeAtWhichItsCommandExpired() throws Exception {
        send("{\"state\":\"ON\",\"id\":\"42\",\"expires\":\"2026-11-21T10:00:05Z\"}");
        assertTrue(answer(1).getBoolean("accepted"));
        clock.set(NOW.plusSeconds(6));

        send("{\"state\":\"ON\",\"id\":\"42\",\"expires\":\"2026-11-21T10:00:05Z\"}");

        assertTrue(answer(2).getBoolean("accepted"));
        assertEquals(0, desk.refused(Refusal.EXPIRED));
    }
}
