package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import meetpost.agent.board.Published;
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
                    published);

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
