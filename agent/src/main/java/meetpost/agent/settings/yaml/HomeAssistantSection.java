package meetpost.agent.settings.yaml;

import java.util.List;
import meetpost.agent.settings.HomeAssistantSettings;

/** {@code home-assistant:}. */
final class HomeAssistantSection {

    private static final Key<Boolean> DISCOVERY =
            Key.of("discovery", Scalars.FLAG, "true", "Home Assistant finds the board by itself.");
    private static final Key<String> PREFIX =
            Key.of(
                    "prefix",
                    TopicTypes.TOPIC,
                    "homeassistant",
                    "Home Assistant's discovery prefix; `topic-prefix` does not go before it.");

    static final Group GROUP = new Group("home-assistant", List.of(DISCOVERY, PREFIX));

    private HomeAssistantSection() {}

    static HomeAssistantSettings read(Section section) {
        return new HomeAssistantSettings(section.value(DISCOVERY), section.value(PREFIX));
    }
}
