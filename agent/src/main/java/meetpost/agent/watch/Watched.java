package meetpost.agent.watch;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/**
 * The topics that an agent shows its values on, in the order of its settings.
 *
 * @param device the topic that says whether the agent is there
 */
public record Watched(String device, List<Value> values) {

    public Watched {
        requireNonNull(device, "device");
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param name of the sensor, input or output
     * @param path where it is in the JSON on that topic; empty: all of the payload is the value
     * @param unit may be empty
     * @param status the topic that says whether its sensor measures it; empty for inputs and
     *     outputs
     * @param fault the topic that says what is wrong with its sensor
     * @param cause the topic that says why an output is as it is; empty for others
     */
    public record Value(
            String name,
            String topic,
            Optional<JsonPath> path,
            String unit,
            Optional<String> status,
            Optional<String> fault,
            Optional<String> cause) {

        public Value {
            requireNonNull(name, "name");
            requireNonNull(topic, "topic");
            requireNonNull(path, "path");
            requireNonNull(unit, "unit");
            requireNonNull(status, "status");
            requireNonNull(fault, "fault");
            requireNonNull(cause, "cause");
        }

        /** One that has its topic for itself. */
        Value(
                String name,
                String topic,
                String unit,
                Optional<String> status,
                Optional<String> fault,
                Optional<String> cause) {
            this(name, topic, Optional.empty(), unit, status, fault, cause);
        }

        private static Value of(String name, String topic, Optional<String> cause) {
            return new Value(name, topic, "", Optional.empty(), Optional.empty(), cause);
        }
    }

    /** What an agent with these settings shows. */
    public static Watched of(Settings settings) {
        var topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        var values = new ArrayList<Value>();
        for (SensorSettings sensor : settings.sensors()) {
            for (Quantity quantity : heard(sensor)) {
                values.add(
                        new Value(
                                sensor.name(),
                                topics.heard(sensor, quantity),
                                path(sensor, quantity),
                                unit(sensor, quantity),
                                topics.status(sensor, quantity)
                                        .or(() -> Optional.of(topics.status(sensor))),
                                Optional.of(topics.fault(sensor)),
                                Optional.empty()));
            }
        }
        for (InputSettings each : settings.inputs()) {
            values.add(Value.of(each.name(), topics.state(each), Optional.empty()));
        }
        for (ActuatorSettings each : settings.actuators()) {
            Optional<String> cause = Optional.of(topics.cause(each));
            values.add(Value.of(each.name(), topics.state(each), cause));
        }
        return new Watched(topics.status(), values);
    }

    /** What of it is on MQTT. */
    private static List<Quantity> heard(SensorSettings sensor) {
        return sensor.isPublished()
                ? sensor.quantities()
                : sensor.quantities().stream()
                        .filter(sensor.part().quantities()::contains)
                        .toList();
    }

    /** None where somebody else's number is not yet what it comes to here. */
    private static String unit(SensorSettings sensor, Quantity quantity) {
        boolean raw =
                !sensor.isPublished()
                        && Optional.ofNullable(sensor.shaping().get(quantity))
                                .filter(each -> !each.calibration().isEmpty())
                                .isPresent();
        return raw || quantity.equals(Quantity.COUNT) ? "" : quantity.unit();
    }

    /** Where in somebody else's message it is. */
    private static Optional<JsonPath> path(SensorSettings sensor, Quantity quantity) {
        return sensor.isPublished() ? Optional.empty() : sensor.path(quantity);
    }

    /** For another process of this machine. */
    public JsonObject toJson() {
        var all = new JsonArray();
        for (Value each : values) {
            var json = new JsonObject();
            json.put("name", each.name);
            json.put("topic", each.topic);
            json.put("unit", each.unit);
            each.path.ifPresent(path -> json.put("path", path.toString()));
            each.status.ifPresent(topic -> json.put("status", topic));
            each.fault.ifPresent(topic -> json.put("fault", topic));
            each.cause.ifPresent(topic -> json.put("cause", topic));
            all.add(json);
        }
        var json = new JsonObject();
        json.put("device", device);
        json.put("values", all);
        return json;
    }

    /** Reads what {@link #toJson} wrote. */
    public static Watched ofJson(JsonObject json) {
        var values = new ArrayList<Value>();
        for (Object each : json.getArray("values", new JsonArray())) {
            if (each instanceof JsonObject value) {
                values.add(
                        new Value(
                                value.getString("name", ""),
                                value.getString("topic", ""),
                                JsonPath.parse(value.getString("path", "")),
                                value.getString("unit", ""),
                                Optional.ofNullable(value.getString("status")),
                                Optional.ofNullable(value.getString("fault")),
                                Optional.ofNullable(value.getString("cause"))));
            }
        }
        return new Watched(json.getString("device", ""), values);
    }
}
