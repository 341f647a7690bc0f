package meetpost.agent.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.announce.Place;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.link.CommandTopics;
import meetpost.agent.topic.Topics;

/**
 * Whether something retained has the form of what a board announces at a place, whichever board it
 * is: its topic, and what is in it. Commands, answers and history never have: no board retains
 * them.
 */
record Form(Place place) {

    private static final Limits LIMITS = new Limits(65_536, 8, 8192);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
    private static final List<String> STATUS = List.of("online", "offline");
    private static final List<String> MODES = List.of("auto", "off", "manual", "service");
    private static final List<String> ALARM = List.of("ON", "OFF", "UNKNOWN");
    private static final List<String> SWITCH = List.of("ON", "OFF");

    Form {
        requireNonNull(place, "place");
    }

    /** What must be subscribed to for all of it. */
    List<String> filters() {
        String prefix = place.prefix();
        return List.of(
                prefix + place.trees().sensors() + "/#",
                prefix + place.trees().inputs() + "/#",
                prefix + place.trees().actuators() + "/#",
                prefix + place.trees().rules() + "/#",
                prefix + place.trees().alarms() + "/#",
                prefix + place.trees().devices() + "/#",
                place.discovery() + "/device/+/config");
    }

    boolean fits(String topic, byte[] payload) {
        String text = new String(payload, UTF_8);
        if (discovered(topic).isPresent()) {
            return json(text)
                    .map(json -> json.get("origin") instanceof JsonObject origin ? origin : json)
                    .filter(origin -> origin.getString("name", "").equals("Meetpost"))
                    .isPresent();
        }
        return place.topics().parse(topic).filter(found -> fits(found, topic, text)).isPresent();
    }

    private boolean fits(Topics.Place found, String topic, String text) {
        String leaf = found.leaf();
        return switch (found.tree()) {
            case SENSORS -> fitsSensor(leaf, topic, text);
            case INPUTS -> leaf.isEmpty() && SWITCH.contains(text);
            case ACTUATORS ->
                    (leaf.isEmpty() && SWITCH.contains(text))
                            || (Topics.isCause(topic) && json(text).isPresent());
            case RULES ->
                    switch (leaf) {
                        case "" -> json(text).filter(rule -> rule.has("mode")).isPresent();
                        case "mode" -> MODES.contains(text);
                        case "setpoint" -> NUMBER.matcher(text).matches();
                        default -> false;
                    };
            case ALARMS -> (leaf.isEmpty() && ALARM.contains(text)) || leaf.equals("message");
            case DEVICES ->
                    (leaf.equals("status") && STATUS.contains(text))
                            || (leaf.equals("info")
                                    && json(text).filter(info -> info.has("session")).isPresent())
                            || (leaf.equals("things")
                                    && json(text).filter(all -> all.has("sensors")).isPresent());
        };
    }

    private static boolean fitsSensor(String leaf, String topic, String text) {
        String last = leaf.substring(leaf.lastIndexOf('/') + 1);
        return switch (last) {
            case "" -> leaf.isEmpty() && NUMBER.matcher(text).matches();
            case "status" -> STATUS.contains(text);
            case "fault", "reading" -> json(text).isPresent();
            // A device of a LoRaWAN network names its fields as it likes, several levels deep.
            default -> !CommandTopics.isOne(topic) && !List.of("history", "result").contains(last);
        };
    }

    /** The device whose discovery message is on a topic. */
    Optional<String> discovered(String topic) {
        String before = place.discovery() + "/device/";
        String after = "/config";
        if (!topic.startsWith(before) || !topic.endsWith(after)) {
            return Optional.empty();
        }
        int end = topic.length() - after.length();
        return end > before.length() && topic.indexOf('/', before.length()) == end
                ? Optional.of(topic.substring(before.length(), end))
                : Optional.empty();
    }

    static Optional<JsonObject> json(String text) {
        try {
            return Optional.of(BoundedJson.object(text, LIMITS));
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }
}
