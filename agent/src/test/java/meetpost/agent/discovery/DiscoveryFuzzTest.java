package meetpost.agent.discovery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import meetpost.agent.fuzz.Mutations;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

/** Whatever lies on the discovery topic: what is removed is named in it, or nothing is. */
class DiscoveryFuzzTest {

    @Test
    void whatLiesThereFailsNobody() throws Exception {
        Settings settings = DeviceMessageTest.settings("device: {id: kelder-pi}\n");
        var topics = new Topics(settings.topics(), "", settings.device().id());
        var message = new DeviceMessage(settings, topics, "Raspberry Pi 5", "1.2.0", any -> true);

        new Mutations("discovery")
                .feed(
                        6,
                        input -> {
                            Map<String, String> gone =
                                    message.vanished(new String(input, StandardCharsets.UTF_8));
                            assertTrue(message.textWithout(gone).length() < 200_000);
                        });
    }
}
