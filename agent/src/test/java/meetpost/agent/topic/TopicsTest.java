package meetpost.agent.topic;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.topic.Topics.Place;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final TopicSettings DUTCH =
            new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false);
    private static final TopicSettings ENGLISH =
            new TopicSettings("sensors", "inputs", "outputs", "devices", true);

    private final SensorSettings one = TestAgent.sensor("temperatuur", List.of(TEMPERATURE), false);
    private final SensorSettings several =
            TestAgent.sensor("kas", List.of(TEMPERATURE, RELATIVE_HUMIDITY), false);

    @Test
    void namesEveryTopicOfTheContract() {
        var topics = new Topics(DUTCH, "", "kelder-pi");

        assertEquals("apparaten/kelder-pi/status", topics.status());
        assertEquals("apparaten/kelder-pi/info", topics.info());
        assertEquals("sensoren/temperatuur", topics.value(one, TEMPERATURE));
        assertEquals("sensoren/kas/temperatuur", topics.value(several, TEMPERATURE));
        assertEquals("sensoren/kas/vochtigheid", topics.value(several, RELATIVE_HUMIDITY));
        assertEquals("sensoren/kas/reading", topics.reading(several));
        assertEquals("sensoren/kas/status", topics.status(several));
        assertEquals("sensoren/kas/fault", topics.fault(several));
        assertEquals("sensoren/kas/history", topics.history(several));
        assertEquals("actuatoren/pomp", topics.state(TestAgent.pump()));
        assertEquals("actuatoren/pomp/set", topics.set(TestAgent.pump()));
        assertEquals("actuatoren/pomp/result", topics.result(TestAgent.pump()));
    }

    @Test
    void putsThePrefixBeforeAllOfThem() {
        var topics = new Topics(DUTCH, "kas-3/", "kelder-pi");

        assertEquals("kas-3/apparaten/kelder-pi/status", topics.status());
        assertEquals("kas-3/sensoren/temperatuur", topics.value(one, TEMPERATURE));
        assertEquals("kas-3/actuatoren/pomp/set", topics.set(TestAgent.pump()));
        assertEquals("kas-3/sensoren/weg/history", topics.history("weg"));
        assertEquals("kas-3/#", topics.everything());
    }

    @Test
    void takesTheNamesOfSettings() {
        var topics = new Topics(ENGLISH, "", "cellar-pi");

        assertEquals("devices/cellar-pi/status", topics.status());
        assertEquals("sensoren/kas/humidity", topics.value(several, RELATIVE_HUMIDITY));
        assertEquals("sensors/weg/history", topics.history("weg"));
    }

    @Test
    void parsesWhatItBuilds() {
        var topics = new Topics(DUTCH, "kas-3/", "kelder-pi");

        assertEquals(
                Optional.of(new Place(Tree.DEVICES, "kelder-pi", "status")),
                topics.parse(topics.status()));
        assertEquals(
                Optional.of(new Place(Tree.SENSORS, "kas", "vochtigheid")),
                topics.parse(topics.value(several, RELATIVE_HUMIDITY)));
        assertEquals(
                Optional.of(new Place(Tree.SENSORS, "temperatuur", "")),
                topics.parse(topics.value(one, TEMPERATURE)));
        assertEquals(
                Optional.of(new Place(Tree.ACTUATORS, "pomp", "set")),
                topics.parse(topics.set(TestAgent.pump())));
        assertEquals(
                Optional.of(new Place(Tree.INPUTS, "deur", "")),
                topics.parse("kas-3/ingangen/deur"));
    }

    @Test
    void parsesNothingElse() {
        var topics = new Topics(DUTCH, "kas-3/", "kelder-pi");

        for (String other :
                List.of(
                        "sensoren/kas",
                        "kas-3/sensoren",
                        "kas-3/elders/kas",
                        "kas-3/sensoren//x",
                        "")) {
            assertEquals(Optional.empty(), topics.parse(other), other);
        }
    }
}
