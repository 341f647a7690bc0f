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
 * @param events whether presses of it are published too
 * @param offDelay it is OFF when it was off for this long; zero: at once
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
        String topic,
        boolean events,
        Duration offDelay) {

    public InputSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(pull, "pull");
        requireNonNull(debounce, "debounce");
        requireNonNull(deviceClass, "deviceClass");
        requireNonNull(topic, "topic");
        requireNonNull(offDelay, "offDelay");
    }

    /** One that is ON and OFF by its level, and tells nothing else. */
    public InputSettings(
            String name,
            String title,
            int gpio,
            Pull pull,
            boolean activeHigh,
            Duration debounce,
            int qos,
            String deviceClass,
            String topic) {
        this(
                name,
                title,
                gpio,
                pull,
                activeHigh,
                debounce,
                qos,
                deviceClass,
                topic,
                false,
                Duration.ZERO);
    }
}
