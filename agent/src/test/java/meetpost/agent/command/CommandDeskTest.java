package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.board.Published;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.output.AnOutput;
import meetpost.agent.output.LastStates;
import meetpost.agent.output.Outputs;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.QuickTicks;
import meetpost.agent.time.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDeskTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SET = "kas-3/actuatoren/pomp/set";
    private static final String RESULT = "kas-3/actuatoren/pomp/result";
    private static final String STATE = "kas-3/actuatoren/pomp";

    private final SettableClock clock = new SettableClock(NOW);
    private final FakeBoard board = new FakeBoard();
    private final QuickTicks ticks = new QuickTicks();
    private final Published published = new Published();
    private final Topics topics =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "kas-3/",
                    "kelder-pi");
    private final List<ActuatorSettings> actuators =
            List.of(
                    AnOutput.named("pomp", 17)
                            .interlock("klep")
                            .minOff(Duration.ofSeconds(30))
                            .settings(),
                    AnOutput.named("klep", 22).settings());
    private final Outputs outputs =
            new Outputs(
                    actuators,
                    board,
                    new LastStates(Path.of("/nonexistent"), ticks),
                    ticks::now,
                    ticks,
                    new PublishedStates(actuators, published, topics));
    private final CommandDesk desk =
            new CommandDesk(actuators, outputs, published, topics, ticks, clock);

    @BeforeEach
    void start() {
        outputs.start();
        desk.start();
        published.clear();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aCommandMovesThePinThenTellsTheStateThenAnswers() throws Exception {
        send("{\"state\":\"ON\",\"id\":\"42\"}");

        awaitAnswers(1);
        assertTrue(board.output(17).level());
        assertEquals(
                List.of(
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
        desk.message(SET, bytes("{\"state\":\"ON\",\"id\":\"42\"}"), true);

        JsonObject answer = answer(1);
        assertEquals("42", answer.getString("id"));
        assertRefused("retained", answer);
        assertEquals(List.of(false), board.output(17).levels());
    }

    @Test
    void theSameIdIsGoodAfterItsStoredCopyWasRefused() throws Exception {
        desk.message(SET, bytes("{\"state\":\"ON\",\"id\":\"42\"}"), true);
        send("{\"state\":\"ON\",\"id\":\"42\"}");

        assertEquals("{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}", awaitAnswers(2).get(1));
    }

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
        outputs.on("klep");

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
        desk.message(SET, new byte[10_000_000], false);
        desk.tooLarge(SET, false);

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

    @Test
    void anEmptyPayloadIsIgnored() throws Exception {
        send("");
        send("ON");

        assertEquals(List.of("{\"accepted\":true,\"state\":\"ON\"}"), awaitAnswers(1));
    }

    @Test
    void whatIsForSomebodyElseIsIgnored() throws Exception {
        desk.message("kas-3/actuatoren/lamp/set", bytes("ON"), false);
        desk.message("actuatoren/pomp/set", bytes("ON"), false);
        desk.tooLarge("kas-3/actuatoren/lamp/set", false);
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

    @Test
    void aCopyOfARefusedCommandStaysRefused() throws Exception {
        outputs.on("klep");
        send("{\"state\":\"ON\",\"id\":\"42\"}");
        assertRefused("interlock", answer(1));
        outputs.off("klep");
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
        outputs.pulse("klep", Duration.ofSeconds(3));

        ticks.advance(Duration.ofSeconds(3));

        eventually("klep is off", () -> !board.output(22).level());
        eventually("a sign of life", () -> desk.lastTurn() - before > 0);
    }

    private void send(String payload) {
        desk.message(SET, bytes(payload), false);
    }

    private List<String> awaitAnswers(int count) throws InterruptedException {
        eventually(count + " answers", () -> published.on(RESULT).size() >= count);
        return published.on(RESULT);
    }

    private JsonObject answer(int number) throws InterruptedException, JsonParserException {
        return JsonParser.object().from(awaitAnswers(number).get(number - 1));
    }

    private static void assertRefused(String reason, JsonObject answer) {
        assertEquals(false, answer.get("accepted"));
        assertEquals(reason, answer.getString("reason"));
        assertFalse(answer.getString("message").isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
