package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.board.Published;
import meetpost.agent.claim.Standing;
import meetpost.agent.output.AnOutput;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.TestDisk;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.QuickTicks;
import meetpost.agent.time.SettableClock;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A desk that switches a pump and a valve, which exclude each other. */
abstract class CommandDeskRig {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final String SET = "kas-3/actuatoren/pomp/set";
    static final String RESULT = "kas-3/actuatoren/pomp/result";
    static final String STATE = "kas-3/actuatoren/pomp";

    final SettableClock clock = new SettableClock(NOW);
    final FakeBoard board = new FakeBoard();
    final QuickTicks ticks = new QuickTicks();
    final Published published = new Published();
    final Topics topics =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "kas-3/",
                    "kelder-pi");
    final List<ActuatorSettings> actuators =
            List.of(
                    AnOutput.named("pomp", 17)
                            .interlock("klep")
                            .minOff(Duration.ofSeconds(30))
                            .settings(),
                    AnOutput.named("klep", 22).settings());
    final Outputs outputs =
            new Outputs(
                    actuators,
                    board,
                    TestDisk.fresh(ticks),
                    ticks::now,
                    ticks,
                    new PublishedStates(actuators, published, topics, ticks, clock));
    volatile Standing standing = Standing.alone();
    final AtomicInteger looks = new AtomicInteger();
    final CommandDesk desk =
            new CommandDesk(actuators, outputs, published, topics, this::standing, ticks, clock);

    @BeforeEach
    void start() {
        outputs.start();
        desk.start();
        published.clear();
    }

    private Standing standing() {
        looks.incrementAndGet();
        return standing;
    }

    /** The desk has looked how it stands, again and again, or has answered. */
    final void awaitLooks() throws InterruptedException {
        int before = looks.get();
        eventually("looks", () -> looks.get() > before + 3 || !published.on(RESULT).isEmpty());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    void send(String payload) {
        desk.message(SET, bytes(payload), 1, false);
    }

    List<String> awaitAnswers(int count) throws InterruptedException {
        eventually(count + " answers", () -> published.on(RESULT).size() >= count);
        return published.on(RESULT);
    }

    JsonObject answer(int number) throws InterruptedException, JsonParserException {
        return JsonParser.object().from(awaitAnswers(number).get(number - 1));
    }

    static void assertRefused(String reason, JsonObject answer) {
        assertEquals(false, answer.get("accepted"));
        assertEquals(reason, answer.getString("reason"));
        assertFalse(answer.getString("message").isEmpty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
