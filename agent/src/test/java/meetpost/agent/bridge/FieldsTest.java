package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private final List<String> published = new ArrayList<>();
    private final ManualTicks ticks = new ManualTicks();
    private final Refusals refusals = new Refusals("ttn", ticks);
    private final Fields.Owners owners = new Fields.Owners();
    private final Fields fields = fields(refusals);

    private Fields fields(Refusals counted) {
        var topics =
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "kas-3/",
                        "kelder-pi");
        return new Fields(
                new Listing(published),
                (device, topic) -> {},
                topics,
                () -> List.of("kas-3/sensoren/kas", "kas-3/sensoren/bodem/ph"),
                owners,
                counted);
    }

    private record Listing(List<String> published) implements Publisher {

        @Override
        public void state(String topic, String payload, int qos) {
            published.add(topic + " " + payload);
        }

        @Override
        public void answer(String topic, String payload, Runnable lost) {
            throw new AssertionError("nobody commands a sensor");
        }

        @Override
        public void event(String topic, String payload) {
            throw new AssertionError("what a sensor measures is a state");
        }
    }

    @Test
    void publishesUnderThePrefixAndTheTreeOfTheSensors() {
        assertTrue(publish(fields, "bodem", uplink("{\"moisture\": 31.2}")));

        assertEquals(
                List.of(
                        "kas-3/sensoren/bodem/uplink {\"port\":1,\"gateways\":0}",
                        "kas-3/sensoren/bodem/moisture 31.2"),
                published);
        assertEquals(Map.of(), refusals.counts());
    }

    @Test
    void neverOverwritesWhatIsOfAnother() {
        assertFalse(publish(fields, "kas", uplink("{\"temperatuur\": 21}")));
        assertTrue(publish(fields, "bodem", uplink("{\"ph\": 7, \"moisture\": 31}")));
        publish(fields, "bodem", uplink("{\"status\": 1, \"a\": {\"fault\": 1}, \"uplink\": 3}"));

        assertEquals(List.of("kas-3/sensoren/bodem/moisture 31"), values());
        assertEquals(Map.of("taken", 6L), refusals.counts());
    }

    @Test
    void aDeviceIsOfTheFirstBridgeThatHasIt() {
        var others = new Refusals("ttn-2", ticks);
        assertTrue(publish(fields, "bodem", uplink("{\"moisture\": 31}")));

        assertFalse(publish(fields(others), "bodem", uplink("{\"moisture\": 99}")));

        assertEquals(List.of("kas-3/sensoren/bodem/moisture 31"), values());
        assertEquals(Map.of("taken", 2L), others.counts());
    }

    @Test
    void countsRubbishAndPublishesNothingOfIt() {
        assertFalse(publish(fields, "bodem", "[".repeat(10_000).getBytes(UTF_8)));
        assertFalse(publish(fields, "bodem", "no JSON".getBytes(UTF_8)));
        assertFalse(publish(fields, "Bodem+", uplink("{\"moisture\": 31}")));

        assertEquals(List.of(), published);
        assertEquals(Map.of("malformed", 3L), refusals.counts());
    }

    @Test
    void remembersNoMoreThanTwoThousandFields() {
        for (int device = 0; device < 50; device++) {
            var uplink = new StringBuilder("{\"f0\": 0");
            for (int i = 1; i < 50; i++) {
                uplink.append(", \"f").append(i).append("\": ").append(i);
            }
            publish(fields, "d" + device, uplink(uplink + "}"));
        }
        ticks.advance(Duration.ofSeconds(1));
        publish(fields, "d0", uplink("{\"f0\": 1}"));

        assertEquals(2002, published.size());
        assertEquals("kas-3/sensoren/d0/f0 1", published.get(2001));
        assertEquals(Map.of("taken", 550L), refusals.counts());
    }

    private List<String> values() {
        return published.stream().filter(each -> !each.contains("/uplink ")).toList();
    }

    private static boolean publish(Fields fields, String device, byte[] message) {
        return fields.read(UplinkFormat.THE_THINGS_STACK, device, message)
                .filter(uplink -> fields.publish(device, uplink))
                .isPresent();
    }

    private static byte[] uplink(String decoded) {
        return ("{\"uplink_message\": {\"f_port\": 1, \"decoded_payload\": " + decoded + "}}")
                .getBytes(UTF_8);
    }
}
