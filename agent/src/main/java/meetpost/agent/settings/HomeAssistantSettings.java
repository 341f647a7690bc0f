package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/**
 * What Home Assistant is told.
 *
 * @param discovery whether the device announces itself
 * @param prefix Home Assistant's discovery prefix; takes no topic prefix of ours
 */
public record HomeAssistantSettings(boolean discovery, String prefix) {

    public HomeAssistantSettings {
        requireNonNull(prefix, "prefix");
    }
}
