package meetpost.agent.discovery;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.util.List;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.topic.Topics;

/**
 * What a board says of itself and of what is wrong with it, to Home Assistant: entities of the
 * category {@code diagnostic} (its documentation, "Entity category").
 */
final class Diagnostics {

    /** The board itself as a sensor: nobody measures a room with it. */
    private static final String SYSTEM = "meetpost,system";

    private final Topics topics;
    private final EntityNames names;

    Diagnostics(Topics topics, EntityNames names) {
        this.topics = requireNonNull(topics, "topics");
        this.names = requireNonNull(names, "names");
    }

    /** Whether what a sensor measures is about the board. */
    static boolean isOf(SensorSettings sensor) {
        return sensor.part().name().equals(SYSTEM);
    }

    static void mark(JsonObject json) {
        json.put("entity_category", "diagnostic");
    }

    /** Whether a sensor fails; why is among its attributes. */
    Component problem(SensorSettings sensor) {
        JsonObject json =
                names.entity(
                        "binary_sensor",
                        "problem",
                        sensor.name(),
                        sensor.name() + "_problem",
                        sensor.title() + " problem");
        json.put("device_class", "problem");
        mark(json);
        json.put("state_topic", topics.status(sensor));
        json.put("payload_on", "offline");
        json.put("payload_off", "online");
        json.put("json_attributes_topic", topics.fault(sensor));
        // What is cured is an empty text, which is no JSON.
        json.put("json_attributes_template", "{{ value if value else '{}' }}");
        return new Component("problem_" + sensor.name(), json);
    }

    /** From the board's own info. */
    List<Component> board() {
        JsonObject started = ofInfo("sensor", "started", "Started", "{{ value_json.started }}");
        started.put("device_class", "timestamp");
        JsonObject version = ofInfo("sensor", "version", "Version", "{{ value_json.version }}");
        JsonObject settings =
                ofInfo(
                        "binary_sensor",
                        "settings",
                        "Settings problem",
                        "{{ 'ON' if value_json.problems is defined else 'OFF' }}");
        settings.put("device_class", "problem");
        return List.of(
                new Component("board_started", started),
                new Component("board_version", version),
                new Component("board_settings", settings));
    }

    private JsonObject ofInfo(String platform, String name, String title, String template) {
        JsonObject json = names.entity(platform, "board", name, name, title);
        mark(json);
        json.put("state_topic", topics.info());
        json.put("value_template", template);
        return json;
    }
}
