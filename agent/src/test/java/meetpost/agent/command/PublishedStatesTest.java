package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meetpost.agent.board.Published;
import meetpost.agent.output.AnOutput;
import meetpost.agent.output.Cause;
import meetpost.agent.output.Origin;
import meetpost.agent.output.OutputState;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

class PublishedStatesTest {

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock =
            new ManualClock(Instant.parse("2026-11-21T10:00:00.250Z"), ticks);
    private final Published published = new Published();
    private final PublishedStates states =
            new PublishedStates(
                    List.of(AnOutput.named("pomp", 17).settings()),
                    published,
                    new Topics(
                            new TopicSettings(
                                    "sensoren", "ingangen", "actuatoren", "apparaten", false),
                            "kas-3/",
                            "kelder-pi"),
                    ticks,
                    clock);

    @Test
    void theReasonIsPublishedBeforeTheStateItself() {
        long since = ticks.now();
        ticks.advance(Duration.ofSeconds(1));

        states.state(
                "pomp",
                new OutputState(
                        true,
                        Origin.command(Optional.of("42")),
                        since,
                        Optional.of(since + Duration.ofMinutes(10).toNanos())));

        assertEquals(
                List.of(
                        "kas-3/actuatoren/pomp/cause {\"state\":\"ON\",\"cause\":\"command\","
                                + "\"since\":\"2026-11-21T10:00:00.250Z\","
                                + "\"until\":\"2026-11-21T10:10:00.250Z\",\"id\":\"42\"}",
                        "kas-3/actuatoren/pomp ON"),
                published.all());
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        states.state(
                "pomp",
                new OutputState(false, Origin.of(Cause.MAX_ON), ticks.now(), Optional.empty()));

        assertEquals(
                List.of(
                        "{\"state\":\"OFF\",\"cause\":\"max-on\","
                                + "\"since\":\"2026-11-21T10:00:00.250Z\"}"),
                published.on("kas-3/actuatoren/pomp/cause"));
    }

    @Test
    void timesComeLaterWhereTheCalendarIsSetLater() {
        clock.jump(Duration.ofDays(-20_000));
        states.state(
                "pomp",
                new OutputState(false, Origin.of(Cause.START), ticks.now(), Optional.empty()));
        ticks.advance(Duration.ofSeconds(5));
        states.turn();
        published.clear();
        clock.jump(Duration.ofDays(20_000));

        states.turn();
        states.turn();

        assertEquals(
                List.of(
                        "kas-3/actuatoren/pomp/cause {\"state\":\"OFF\",\"cause\":\"start\","
                                + "\"since\":\"2026-11-21T10:00:00.250Z\"}"),
                published.all());
    }

    @Test
    void noTimeIsGivenWhileTheCalendarIsNotSet() {
        clock.jump(Duration.ofDays(-20_000));

        states.state(
                "pomp",
                new OutputState(
                        true,
                        Origin.of(Cause.ON_BROKER_LOSS),
                        ticks.now(),
                        Optional.of(ticks.now() + 1)));

        assertEquals(
                List.of("{\"state\":\"ON\",\"cause\":\"on-broker-loss\"}"),
                published.on("kas-3/actuatoren/pomp/cause"));
    }
}
