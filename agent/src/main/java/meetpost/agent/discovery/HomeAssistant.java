package meetpost.agent.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import meetpost.agent.link.MessageListener;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.HomeAssistantTopics;
import meetpost.agent.topic.Topics;

/**
 * Has Home Assistant find this device by itself: one retained message tells all that is on it. It
 * is published on each connect, as all states are, and again, with them, when Home Assistant says
 * that it has started. What earlier settings had and these have not is removed there, and what is
 * another board's.
 *
 * <p>{@link #settings} is for any thread; the rest runs on the link's.
 */
public final class HomeAssistant {

    private static final byte[] ONLINE = "online".getBytes(UTF_8);

    private final HomeAssistantSettings home;
    private final AgentLink link;
    private final Topics topics;
    private final List<String> births;
    private final String board;
    private final String version;
    private volatile Settings current;
    private volatile DeviceMessage message;

    /** Has the device announced as soon as the link is up, where settings want that. */
    public HomeAssistant(Settings settings, AgentLink link, String board, String version) {
        home = settings.homeAssistant();
        this.link = requireNonNull(link, "link");
        this.board = requireNonNull(board, "board");
        this.version = requireNonNull(version, "version");
        topics = link.topics();
        births = new HomeAssistantTopics(home.prefix()).births();
        current = settings;
        message = message();
        link.onStanding(() -> settings(current));
        if (home.discovery()) {
            publish();
        }
    }

    private DeviceMessage message() {
        return new DeviceMessage(
                current, topics, board, version, topic -> link.standing().isOpen(topic));
    }

    /** Settings were read anew: what is no longer among them vanishes, what is new appears. */
    public synchronized void settings(Settings fresh) {
        if (!home.discovery()) {
            return;
        }
        current = fresh;
        String before = message.text();
        message = message();
        if (!message.text().equals(before)) {
            publish();
            remove(message.vanished(before));
        }
    }

    /** Takes what is for us, and passes on the rest. */
    public MessageListener before(MessageListener rest) {
        return home.discovery() ? new Ears(rest) : rest;
    }

    private void publish() {
        link.publisher().state(topics.discovery(home), message.text(), 1);
    }

    /** Not retained: only a Home Assistant that listens now has them. */
    private void remove(Map<String, String> vanished) {
        if (!vanished.isEmpty()) {
            link.publisher().event(topics.discovery(home), message.textWithout(vanished));
            link.publisher().event(topics.discovery(home), message.text());
        }
    }

    /** What does not matter is not kept: it may come in a flood. */
    private void heard(String topic, byte[] payload, boolean retained) {
        if (topic.equals(topics.discovery(home))) {
            // Live, it is our own message coming back.
            if (retained) {
                link.later(() -> remove(message.vanished(new String(payload, UTF_8))));
            }
        } else if (Arrays.equals(payload, ONLINE) && !retained) {
            link.later(link::everythingAgain);
        }
    }

    private final class Ears implements MessageListener {

        private final MessageListener rest;

        Ears(MessageListener rest) {
            this.rest = requireNonNull(rest, "rest");
        }

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            if (isOurs(topic)) {
                heard(topic, payload, retained);
            } else {
                rest.message(topic, payload, qos, retained);
            }
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {
            if (!isOurs(topic)) {
                rest.tooLarge(topic, qos, retained);
            }
        }

        @Override
        public boolean isBehind() {
            return rest.isBehind();
        }

        private boolean isOurs(String topic) {
            return topic.equals(topics.discovery(home)) || births.contains(topic);
        }
    }
}
