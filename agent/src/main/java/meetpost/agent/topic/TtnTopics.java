package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The topics of The Things Stack's MQTT server ("MQTT Server" in its documentation).
 *
 * @param application {@code application@tenant}, which is also the user
 */
public record TtnTopics(String application) {

    private static final String UP = "/up";

    public TtnTopics {
        requireNonNull(application, "application");
    }

    /** Everything that devices send. */
    public String uplinks() {
        return devices() + "+" + UP;
    }

    /** Puts a downlink behind those that wait for the device. */
    public String push(String device) {
        return devices() + device + "/down/push";
    }

    /** Whose uplink comes on a topic; empty for any other one. */
    public Optional<String> deviceOf(String topic) {
        if (!topic.startsWith(devices()) || !topic.endsWith(UP)) {
            return Optional.empty();
        }
        String device = topic.substring(devices().length(), topic.length() - UP.length());
        return device.isEmpty() || device.contains("/") ? Optional.empty() : Optional.of(device);
    }

    private String devices() {
        return "v3/" + application + "/devices/";
    }
}
