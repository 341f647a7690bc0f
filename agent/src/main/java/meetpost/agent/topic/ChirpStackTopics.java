package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topics of ChirpStack 4's MQTT integration ("MQTT" in its documentation). A device is its
 * DevEUI there, in 16 hexadecimal digits.
 *
 * @param application its id, a UUID
 */
public record ChirpStackTopics(String application) implements LorawanTopics {

    private static final String EVENT = "/event/";

    public ChirpStackTopics {
        requireNonNull(application, "application");
    }

    @Override
    public String uplinks() {
        return devices() + "+" + EVENT + UP;
    }

    @Override
    public List<String> events() {
        return Stream.of("txack", "ack", "log")
                .map(kind -> devices() + "+" + EVENT + kind)
                .toList();
    }

    @Override
    public String downlink(String device, boolean replace) {
        return devices() + device + "/command/down";
    }

    @Override
    public Optional<Event> event(String topic) {
        return Event.below(devices(), EVENT, topic);
    }

    private String devices() {
        return "application/" + application + "/device/";
    }
}
