package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.fuzz.Mutations;
import meetpost.agent.log.ForeignText;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

/** What a central broker, a bridge of others or a LoRaWAN device sends costs itself at most. */
class BridgeFuzzTest {

    private final ManualTicks ticks = new ManualTicks();

    @Test
    void notesOfBridgesFailNobody() throws Exception {
        var endpoint = new BridgeEndpoint(ticks);

        new Mutations("bridge")
                .feed(
                        12,
                        input -> {
                            endpoint.heard("apparaten/x/bridges/y/reads", input);
                            endpoint.heard("apparaten/x/bridges/y/brings", input);
                            endpoint.isReadByOthers("sensoren/kas", "meetpost-b/kas");
                        });

        endpoint.heard(
                "apparaten/x/bridges/y/reads",
                "{\"lane\":\"b/x/out\",\"filters\":[\"sensoren/#\"]}".getBytes(UTF_8));
        assertTrue(endpoint.isReadByOthers("sensoren/kas", "meetpost-b/kas"));
    }

    private static boolean publish(Fields fields, byte[] message) {
        boolean published = false;
        for (UplinkFormat format : UplinkFormat.values()) {
            published |=
                    fields.read(format, "bodem", message)
                            .filter(uplink -> fields.publish("bodem", uplink))
                            .isPresent();
        }
        return published;
    }

    @Test
    void uplinksPublishBelowTheirDeviceOnlyWhatATopicCanShow() throws Exception {
        List<String> published = new ArrayList<>();
        var topics =
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "",
                        "kelder-pi");
        var refusals = new Refusals("ttn", ticks);
        var fields =
                new Fields(
                        new Listing(published),
                        (device, topic) -> {},
                        topics,
                        () -> List.of("sensoren/kas"),
                        new Fields.Owners(),
                        refusals);

        new Mutations("uplink")
                .feed(
                        12,
                        input -> {
                            publish(fields, input);
                            for (String one : published) {
                                assertTrue(one.startsWith("sensoren/bodem/"), one);
                                assertTrue(one.length() < 500, one);
                                assertTrue(one.codePoints().allMatch(ForeignText::isVisible), one);
                            }
                            published.clear();
                        });

        assertTrue(
                publish(
                        fields,
                        "{\"uplink_message\":{\"decoded_payload\":{\"temperature\":21}}}"
                                .getBytes(UTF_8)));
        assertEquals(
                List.of("sensoren/bodem/uplink {\"gateways\":0}", "sensoren/bodem/temperature 21"),
                published);
    }

    private record Listing(List<String> published) implements Publisher {

        @Override
        public void state(String topic, String payload, int qos) {
            published.add(topic + " " + payload);
        }

        @Override
        public void event(String topic, String payload) {
            throw new AssertionError("what a sensor measures is a state");
        }

        @Override
        public void answer(String topic, String payload, Runnable lost) {
            throw new AssertionError("nobody commands a sensor");
        }
    }
}
