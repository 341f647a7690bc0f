package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topics of The Things Stack's MQTT server ("MQTT Server" in its documentation).
 *
 * @param application {@code application@tenant}, which is also the user
 */
public record TtnTopics(String application) implements LorawanTopics {

    private static final String DOWN = "/down/";

    public TtnTopics {
        requireNonNull(application, "application");
    }

    @Override
    public String uplinks() {
        return devices() + "+/" + UP;
    }

    @Override
    public List<String> events() {
        return Stream.of("queued", "sent", "ack", "nack", "failed")
                .map(kind -> devices() + "+" + DOWN + kind)
                .toList();
    }

    @Override
    public String downlink(String device, boolean replace) {
        return devices() + device + DOWN + (replace ? "replace" : "push");
    }

    @Override
    public Optional<Event> event(String topic) {
        return Event.below(devices(), DOWN, topic).or(() -> Event.below(devices(), "/", topic));
    }

    private String devices() {
        return "v3/" + application + "/devices/";
    }
}
