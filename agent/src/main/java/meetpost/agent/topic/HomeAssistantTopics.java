package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * The topics of Home Assistant itself; they take no prefix of ours.
 *
 * @param prefix its discovery prefix
 */
public record HomeAssistantTopics(String prefix) {

    /** Its own default for all its topics. */
    private static final String DEFAULT = "homeassistant";

    public HomeAssistantTopics {
        requireNonNull(prefix, "prefix");
    }

    /**
     * Where it says {@code online} when it has started. Its discovery prefix and its birth message
     * are two settings: who changes the one leaves the other at its default ("Birth and last will
     * messages" in the documentation of its MQTT integration).
     */
    public List<String> births() {
        return Stream.of(prefix + Topics.STATUS, DEFAULT + Topics.STATUS).distinct().toList();
    }
}
