package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.drivers.bus.Pull;

/**
 * One digital input.
 *
 * @param activeHigh whether a high level is ON
 * @param debounce a level counts when it was steady for this long; zero: at once
 * @param deviceClass Home Assistant's, or empty
 * @param topic without prefix
 */
public record InputSettings(
        String name,
        String title,
        int gpio,
        Pull pull,
        boolean activeHigh,
        Duration debounce,
        int qos,
        String deviceClass,
        String topic) {

    public InputSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(pull, "pull");
        requireNonNull(debounce, "debounce");
        requireNonNull(deviceClass, "deviceClass");
        requireNonNull(topic, "topic");
    }
}
