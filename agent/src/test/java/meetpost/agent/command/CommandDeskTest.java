package meetpost.agent.command;

import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import meetpost.agent.output.IdHash;
import meetpost.agent.output.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDeskTest extends CommandDeskRig {

    @Test
    void aCommandMovesThePinThenTellsTheStateThenAnswers() throws Exception {
        send("{\"state\":\"ON\",\"id\":\"42\"}");

        awaitAnswers(1);
        assertTrue(board.output(17).level());
        assertEquals(
                List.of(
                        STATE
                                + "/cause {\"state\":\"ON\",\"cause\":\"command\","
                                + "\"since\":\"2026-11-21T10:00:00.000Z\",\"id\":\"42\"}",
                        STATE + " ON",
                        RESULT + " {\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}"),
                published.all());
        assertEquals(1, desk.accepted());
    }

    @Test
    void aBareWordIsAnsweredWithoutAnId() throws Exception {
        send("toggle");

        assertEquals("{\"accepted\":true,\"state\":\"ON\"}", awaitAnswers(1).get(0));
    }

    @Test
    void aPulseShowsHowLongItLastsAndEnds() throws Exception {
        send("{\"state\":\"ON\",\"for\":\"5s\"}");
        assertEquals("{\"accepted\":true,\"state\":\"ON\",\"for\":\"5s\"}", awaitAnswers(1).get(0));

        ticks.advance(Duration.ofSeconds(5));

        eventually("OFF is told", () -> published.on(STATE).equals(List.of("ON", "OFF")));
        assertFalse(board.output(17).level());
    }

    @Test
    void aStoredCopyIsRefusedAndMovesNothing() throws Exception {
        desk.message(SET, bytes("{\"state\":\"ON\",\"id\":\"42\"}"), 1, true);

        JsonObject answer = answer(1);
        assertEquals("42", answer.getString("id"));
        assertRefused("retained", answer);
        assertEquals(List.of(false), board.output(17).levels());
    }

    @Test
    void theSameIdIsGoodAfterItsStoredCopyWasRefused() throws Exception {
        desk.message(SET, bytes("{\"state\":\"ON\",\"id\":\"42\"}"), 1, true);
        send("{\"state\":\"ON\",\"id\":\"42\"}");

        assertEquals("{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}", awaitAnswers(2).get(1));
    }

    @Test
    void anEmptyPayloadIsIgnored() throws Exception {
        send("");
        send("ON");

        assertEquals(List.of("{\"accepted\":true,\"state\":\"ON\"}"), awaitAnswers(1));
    }

    @Test
    void whatIsForSomebodyElseIsIgnored() throws Exception {
        desk.message("kas-3/actuatoren/lamp/set", bytes("ON"), 1, false);
        desk.message("actuatoren/pomp/set", bytes("ON"), 1, false);
        desk.tooLarge("kas-3/actuatoren/lamp/set", 1, false);
        send("OFF");

        assertEquals(List.of("{\"accepted\":true,\"state\":\"OFF\"}"), awaitAnswers(1));
    }

    @Test
    void aCopyOfACommandIsAnsweredWithTheStateOfNowAndNotExecuted() throws Exception {
        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");
        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");
        send("OFF");
        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");

        assertEquals(
                List.of(
                        "{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}",
                        "{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}",
                        "{\"accepted\":true,\"state\":\"OFF\"}",
                        "{\"id\":\"42\",\"accepted\":true,\"state\":\"OFF\"}"),
                awaitAnswers(4));
        assertEquals(List.of(false, true, false), board.output(17).levels());
        assertEquals(2, desk.accepted());
    }

    /** S9 of the attack from outside: the second one was executed. */
    @Test
    void aCopyIsNotExecutedHoweverManyOtherCommandsCameBetween() throws Exception {
        send("{\"state\":\"TOGGLE\",\"id\":\"first\"}");
        for (int n = 0; n < 1000; n++) {
            send("{\"state\":\"OFF\",\"id\":\"other-" + n + "\"}");
            awaitAnswers(n + 2);
        }

        send("{\"state\":\"TOGGLE\",\"id\":\"first\"}");

        assertEquals(
                "{\"id\":\"first\",\"accepted\":true,\"state\":\"OFF\"}",
                awaitAnswers(1002).get(1001));
        assertFalse(board.output(17).level());
    }

    @Test
    void aCopyOfWhatWasExecutedBeforeTheStartIsAnsweredAndNotExecuted() throws Exception {
        desk.executedBefore("pomp", IdHash.of("pomp", "42"), true, Duration.ofMinutes(2));

        send("{\"state\":\"TOGGLE\",\"id\":\"42\"}");

        assertEquals("{\"id\":\"42\",\"accepted\":true,\"state\":\"OFF\"}", awaitAnswers(1).get(0));
    }

    @Test
    void aCopyOfARefusedCommandStaysRefused() throws Exception {
        outputs.on("klep", Origin.command(Optional.empty()));
        send("{\"state\":\"ON\",\"id\":\"42\"}");
        assertRefused("interlock", answer(1));
        outputs.off("klep", Origin.command(Optional.empty()));
        ticks.advance(Duration.ofSeconds(60));

        send("{\"state\":\"ON\",\"id\":\"42\"}");

        assertRefused("interlock", answer(2));
        assertFalse(board.output(17).level());
    }

    @Test
    void theSameIdIsExecutedAgainAfterTenMinutes() throws Exception {
        send("{\"state\":\"ON\",\"id\":\"42\"}");
        awaitAnswers(1);
        send("OFF");
        awaitAnswers(2);
        ticks.advance(Duration.ofMinutes(10));

        send("{\"state\":\"ON\",\"id\":\"42\"}");

        awaitAnswers(3);
        assertTrue(board.output(17).level());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 5000})
    void aBurstEndsInTheStateThatWasAskedForLastAndEachIsAnswered(int commands) throws Exception {
        IntStream.range(0, commands)
                .forEach(
                        n ->
                                desk.message(
                                        "kas-3/actuatoren/klep/set",
                                        bytes(n % 2 == 0 ? "OFF" : "ON"),
                                        1,
                                        false));

        eventually(
                "all are answered",
                () -> published.on("kas-3/actuatoren/klep/result").size() == commands);
        assertTrue(board.output(22).level());
        List<String> states = published.on("kas-3/actuatoren/klep");
        assertEquals("ON", states.get(states.size() - 1));
    }

    @Test
    void whatWaitsWhenItIsClosedIsAnswered() throws Exception {
        board.output(17).broken(true);
        IntStream.range(0, 100).forEach(n -> send("ON"));

        desk.close();

        assertEquals(100, published.on(RESULT).size());
    }

    @Test
    void rulesActWithoutAnyCommandAndTheDeskShowsThatItLives() throws Exception {
        long before = desk.lastTurn();
        outputs.pulse("klep", Duration.ofSeconds(3), Origin.command(Optional.empty()));

        ticks.advance(Duration.ofSeconds(3));

        eventually("klep is off", () -> !board.output(22).level());
        eventually("a sign of life", () -> desk.lastTurn() - before > 0);
    }
}
