package meetpost.agent.command;

import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Duration;
import java.util.List;
import meetpost.agent.output.IdHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More commands than can be executed, for one line that hangs in the kernel. */
class CommandFloodTest extends CommandDeskRig {

    private static final String KLEP = "kas-3/actuatoren/klep/";

    @AfterEach
    void letGo() {
        board.output(17).hanging(false);
    }

    @Test
    void theOlderGiveWayTheNewestWinsAndTheSafeLevelIsNeverBusy() throws Exception {
        hang();
        send("{\"state\":\"OFF\",\"id\":\"safe\"}");
        for (int n = 0; n < 5000; n++) {
            send("{\"state\":\"TOGGLE\",\"id\":\"" + n + "\"}");
        }
        send("{\"state\":\"OFF\",\"id\":\"last\"}");
        desk.message(KLEP + "set", bytes("OFF"), 1, false);

        // 5002 came, 1000 wait: also while the line hangs.
        assertEquals(4002, awaitAnswers(4002).size());
        assertEquals(4002, desk.refused(Refusal.BUSY));
        assertEquals(List.of(), published.on(KLEP + "result"));
        board.output(17).hanging(false);

        List<String> answers = awaitAnswers(5003);
        assertEquals(5003, answers.size());
        assertTrue(
                answers.contains("{\"id\":\"safe\",\"accepted\":true,\"state\":\"OFF\"}"),
                "the safe level is executed");
        assertTrue(
                answers.contains("{\"id\":\"last\",\"accepted\":true,\"state\":\"OFF\"}"),
                "the newest is executed");
        assertEquals(4002, desk.refused(Refusal.BUSY));
        assertFalse(board.output(17).level());
        eventually(
                "the other output's is executed",
                () ->
                        published
                                .on(KLEP + "result")
                                .equals(List.of("{\"accepted\":true,\"state\":\"OFF\"}")));
    }

    @Test
    void thoseOfWhichNobodyKnowsWhichIsWhoseAreAnsweredTogether() throws Exception {
        hang();
        for (int n = 0; n < 5000; n++) {
            desk.message(SET, bytes("TOGGLE"), 0, false);
        }
        board.output(17).hanging(false);

        eventually("all are answered", () -> count() == 5001);
        assertTrue(published.on(RESULT).size() < 200, published.on(RESULT).size() + " answers");
        JsonObject busy =
                JsonParser.object()
                        .from(
                                published.on(RESULT).stream()
                                        .filter(each -> each.contains("\"busy\""))
                                        .findFirst()
                                        .orElseThrow());
        assertRefused("busy", busy);
        assertTrue(busy.getLong("count") >= 1, busy.toString());
    }

    /** What is overtaken is refused for its own reason, where it has one. */
    @Test
    void whatIsNoCommandIsNotBusy() throws Exception {
        hang();
        desk.message(SET, bytes("{\"state\":\"ON\",\"id\":\"stored\"}"), 1, true);
        send("{\"state\":\"AAN\",\"id\":\"wrong\"}");
        for (int n = 0; n < 1000; n++) {
            send("ON");
        }

        assertRefused("retained", answer(1));
        assertRefused("malformed", answer(2));
        assertEquals(0, desk.refused(Refusal.BUSY));
    }

    @Test
    void whereNoMoreIdsCanBeKeptOnlyTheSafeLevelIsTakenWithOne() throws Exception {
        for (int n = 0; n < 110_000; n++) {
            desk.executedBefore("pomp", IdHash.of("pomp", "id-" + n), true, Duration.ofMinutes(1));
        }

        send("{\"state\":\"ON\",\"id\":\"one\"}");
        send("{\"state\":\"TOGGLE\",\"id\":\"two\"}");
        send("{\"state\":\"ON\",\"for\":\"5s\",\"id\":\"three\"}");
        send("{\"state\":\"OFF\",\"id\":\"four\"}");
        send("ON");
        send("{\"state\":\"TOGGLE\",\"id\":\"id-0\"}");

        assertRefused("busy", answer(1));
        assertRefused("busy", answer(2));
        assertRefused("busy", answer(3));
        assertTrue(answer(4).getBoolean("accepted"));
        assertTrue(answer(5).getBoolean("accepted"));
        assertEquals(
                "{\"id\":\"id-0\",\"accepted\":true,\"state\":\"ON\"}", awaitAnswers(6).get(5));
        ticks.advance(Duration.ofMinutes(10));
        send("{\"state\":\"ON\",\"id\":\"one\"}");
        assertTrue(answer(7).getBoolean("accepted"));
    }

    @Test
    void whatWasExecutedWithoutASessionIsCountedAndAnsweredAgain() throws Exception {
        published.sessionless(true);
        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");
        eventually("it is executed", () -> desk.unanswered() == 1);
        published.sessionless(false);

        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");

        assertEquals("{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}", awaitAnswers(1).get(0));
        assertTrue(board.output(17).level());
        assertEquals(1, desk.accepted());
    }

    private void hang() throws InterruptedException {
        board.output(17).hanging(true);
        send("{\"state\":\"ON\",\"id\":\"first\"}");
        eventually("the line hangs", board.output(17)::isWaitedFor);
    }

    private long count() {
        return published.on(RESULT).stream().mapToLong(CommandFloodTest::count).sum();
    }

    private static long count(String answer) {
        try {
            return JsonParser.object().from(answer).getLong("count", 1);
        } catch (JsonParserException e) {
            throw new IllegalStateException(answer, e);
        }
    }
}
