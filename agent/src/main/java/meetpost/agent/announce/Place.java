package meetpost.agent.announce;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.CommandTopics;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.topic.BridgeTopics;
import meetpost.agent.topic.Topics;

/**
 * Where on a broker a board is by its settings: its trees and its device id. One that changes them
 * leaves what it had at the old place.
 *
 * @param prefix before every topic; may be empty, else ends in a slash
 * @param discovery the first level of Home Assistant's topics
 */
public record Place(TopicSettings trees, String prefix, String device, String discovery) {

    private static final String PREFIX = "prefix";
    private static final String SENSORS = "sensors";
    private static final String INPUTS = "inputs";
    private static final String ACTUATORS = "actuators";
    private static final String DEVICES = "devices";
    private static final String RULES = "rules";
    private static final String ALARMS = "alarms";
    private static final String DEVICE = "device";
    private static final String DISCOVERY = "discovery";

    private static final String USUAL_RULES = "regelingen";
    private static final String USUAL_ALARMS = "alarmen";

    /** {@code huis/kas/vochtigheid/status}. */
    private static final int DEEPEST = 2;

    public Place {
        requireNonNull(trees, "trees");
        requireNonNull(prefix, "prefix");
        requireNonNull(device, "device");
        requireNonNull(discovery, "discovery");
    }

    /** Where these settings put it. */
    public static Place of(Settings settings) {
        TopicSettings topics = settings.topics();
        return new Place(
                // What quantities are called moves no tree.
                new TopicSettings(
                        topics.sensors(),
                        topics.inputs(),
                        topics.actuators(),
                        topics.devices(),
                        topics.rules(),
                        topics.alarms(),
                        false),
                settings.mqtt().topicPrefix(),
                settings.device().id(),
                settings.homeAssistant().prefix());
    }

    /** Where one is by default. */
    public static Place usual(String device) {
        return new Place(
                new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                "",
                device,
                "homeassistant");
    }

    /** Reads what {@link #json} wrote; empty for anything else. */
    public static Optional<Place> read(JsonObject json) {
        boolean complete =
                List.of(PREFIX, SENSORS, INPUTS, ACTUATORS, DEVICES, DEVICE, DISCOVERY).stream()
                        .allMatch(json::isString);
        return complete
                ? Optional.of(
                        new Place(
                                new TopicSettings(
                                        json.getString(SENSORS),
                                        json.getString(INPUTS),
                                        json.getString(ACTUATORS),
                                        json.getString(DEVICES),
                                        // What was written before there were any lacks them.
                                        json.getString(RULES, USUAL_RULES),
                                        json.getString(ALARMS, USUAL_ALARMS),
                                        false),
                                json.getString(PREFIX),
                                json.getString(DEVICE),
                                json.getString(DISCOVERY)))
                : Optional.empty();
    }

    /** What another process or a later run reads. */
    public JsonObject json() {
        var json = new JsonObject();
        json.put(PREFIX, prefix);
        json.put(SENSORS, trees.sensors());
        json.put(INPUTS, trees.inputs());
        json.put(ACTUATORS, trees.actuators());
        json.put(DEVICES, trees.devices());
        json.put(RULES, trees.rules());
        json.put(ALARMS, trees.alarms());
        json.put(DEVICE, device);
        json.put(DISCOVERY, discovery);
        return json;
    }

    /** The topics there. */
    public Topics topics() {
        return topics(false);
    }

    /** The same with quantities named in English or Dutch. */
    Topics topics(boolean english) {
        return new Topics(
                new TopicSettings(
                        trees.sensors(),
                        trees.inputs(),
                        trees.actuators(),
                        trees.devices(),
                        trees.rules(),
                        trees.alarms(),
                        english),
                prefix,
                device);
    }

    /** Of the board itself: what every board has. */
    public Announced presence() {
        Topics topics = topics();
        return Declared.presence(topics);
    }

    /**
     * Whether a topic is of a form in which this board announces things there. What is below a
     * thing's root in other trees is others' business, and commands, answers and history are never
     * retained by us.
     */
    public boolean has(String topic) {
        Topics topics = topics();
        if (topic.equals(topics.discovery(new HomeAssistantSettings(true, discovery)))) {
            return true;
        }
        if (new BridgeTopics(device).isRetained(topic)) {
            return true;
        }
        return topics.parse(topic).filter(found -> isForm(topics, found, topic)).isPresent();
    }

    /** Whether a topic is one of a thing that has a topic of its own. */
    static boolean isOf(String root, String topic) {
        return topic.equals(root)
                || (topic.startsWith(root + "/")
                        && !CommandTopics.isOne(topic)
                        && topic.substring(root.length()).chars().filter(c -> c == '/').count()
                                <= DEEPEST);
    }

    private boolean isForm(Topics topics, Topics.Place found, String topic) {
        return switch (found.tree()) {
            case SENSORS ->
                    !CommandTopics.isOne(topic) && !topic.equals(topics.history(found.name()));
            case INPUTS -> found.leaf().isEmpty();
            case ACTUATORS -> found.leaf().isEmpty() || Topics.isCause(topic);
            case RULES -> List.of("", "mode", "setpoint").contains(found.leaf());
            case ALARMS -> List.of("", "message").contains(found.leaf());
            case DEVICES -> Declared.presence(topics).topics().contains(topic);
        };
    }
}
