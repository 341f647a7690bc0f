package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import meetpost.agent.board.Published;
import meetpost.agent.claim.Standing;
import meetpost.agent.claim.Standings;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class SensorTopicsTest {

    private static final Health.Ill FAULT =
            new Health.Ill(
                    FaultKind.CORRUPT, "no air has that", Instant.parse("2026-11-21T10:00:00Z"), 1);

    private final Published published = new Published();
    private Standing standing = Standing.alone();
    private final SensorTopics topics =
            new SensorTopics(
                    new Topics(
                            new TopicSettings(
                                    "sensoren", "ingangen", "actuatoren", "apparaten", false),
                            "",
                            "kelder-pi"),
                    List.of(
                            TestAgent.sensor("temperatuur", List.of(Quantity.TEMPERATURE), false),
                            TestAgent.sensor(
                                    "kas",
                                    List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY),
                                    false)),
                    published,
                    () -> standing,
                    Clock.fixed(Instant.parse("2026-11-21T11:00:00Z"), ZoneOffset.UTC));

    @Test
    void aTopicThatAnotherBoardClaimsTooIsAFaultAndOnline() {
        topics.changed("temperatuur", new Health.Well());
        published.clear();

        standing = Standings.held("sensoren/temperatuur");
        topics.standingChanged();
        topics.standingChanged();

        assertEquals(
                List.of(
                        "sensoren/temperatuur/status online",
                        "sensoren/temperatuur/fault {\"kind\":\"conflict\",\"message\":\"both"
                                + " zolder-pi (board 0000000b) and kelder-pi (board 0000000a) (this"
                                + " one) claim sensoren/temperatuur: this one has it, the other"
                                + " publishes nothing there and obeys no command; to give zolder-pi"
                                + " topics of its own, put into its settings: mqtt: {topic-prefix:"
                                + " zolder-pi/}\",\"since\":\"2026-11-21T11:00:00.000Z\","
                                + "\"count\":1}"),
                published.all());
        published.clear();

        standing = Standing.alone();
        topics.standingChanged();

        assertEquals(
                List.of("sensoren/temperatuur/status online", "sensoren/temperatuur/fault "),
                published.all());
    }

    @Test
    void aFaultOfTheSensorItselfIsSaidFirst() {
        standing = Standings.held("sensoren/temperatuur");

        topics.changed("temperatuur", FAULT);
        topics.changed("temperatuur", new Health.Well());

        assertTrue(published.all().get(1).contains("\"corrupt\""), published.all().get(1));
        assertTrue(published.all().get(3).contains("\"conflict\""), published.all().get(3));
    }

    @Test
    void namesTheQuantitiesThatHaveFailedWhileTheOthersGoOn() {
        topics.changed("kas", new Health.Partial(FAULT, List.of(Quantity.RELATIVE_HUMIDITY)));

        assertEquals(
                List.of(
                        "sensoren/kas/status online",
                        "sensoren/kas/fault {\"kind\":\"corrupt\",\"message\":\"no air has that\","
                                + "\"since\":\"2026-11-21T10:00:00.000Z\",\"count\":1,"
                                + "\"quantities\":[\"vochtigheid\"]}",
                        "sensoren/kas/temperatuur/status online",
                        "sensoren/kas/vochtigheid/status offline"),
                published.all());
    }

    @Test
    void saysOfEachQuantityWhetherItIsThere() {
        topics.changed("kas", FAULT);
        topics.changed("kas", new Health.Well());

        assertEquals(
                List.of(
                        "sensoren/kas/status offline",
                        "sensoren/kas/fault {\"kind\":\"corrupt\",\"message\":\"no air has that\","
                                + "\"since\":\"2026-11-21T10:00:00.000Z\",\"count\":1}",
                        "sensoren/kas/temperatuur/status offline",
                        "sensoren/kas/vochtigheid/status offline",
                        "sensoren/kas/status online",
                        "sensoren/kas/fault ",
                        "sensoren/kas/temperatuur/status online",
                        "sensoren/kas/vochtigheid/status online"),
                published.all());
    }

    @Test
    void hasOneStatusForASensorOfOneQuantity() {
        topics.changed("temperatuur", new Health.Well());

        assertEquals(
                List.of("sensoren/temperatuur/status online", "sensoren/temperatuur/fault "),
                published.all());
    }
}
