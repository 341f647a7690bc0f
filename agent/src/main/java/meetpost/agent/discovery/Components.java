package meetpost.agent.discovery;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import meetpost.agent.input.Press;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/** What a device's sensors, inputs and outputs are to Home Assistant. */
final class Components {

    /** Two messages may be late or lost before a value counts as old. */
    private static final int LATE = 3;

    /** Home Assistant takes no measurement of these for one, only a total. */
    private static final Set<String> TOTALS =
            Set.of("energy", "gas", "precipitation", "volume", "water");

    private final Topics topics;
    private final EntityNames names;
    private final Diagnostics diagnostics;
    private final Predicate<String> isOurs;

    /**
     * @param isOurs whether a topic is no other board's
     */
    Components(Topics topics, EntityNames names, Predicate<String> isOurs) {
        this.isOurs = requireNonNull(isOurs, "isOurs");
        this.topics = requireNonNull(topics, "topics");
        this.names = requireNonNull(names, "names");
        diagnostics = new Diagnostics(topics, names);
    }

    /** In the order of the settings; without those whose topic another board has. */
    List<Component> of(Settings settings) {
        List<Component> all = new ArrayList<>();
        for (SensorSettings sensor : settings.sensors()) {
            // What others publish, others announce.
            if (sensor.isPublished() && isOurs.test(topics.of(sensor))) {
                sensor.quantities().forEach(quantity -> all.add(sensor(sensor, quantity)));
                all.add(diagnostics.problem(sensor));
            }
        }
        settings.inputs().stream()
                .filter(input -> isOurs.test(topics.state(input)))
                .forEach(
                        input -> {
                            all.add(input(input));
                            if (input.events()) {
                                all.add(button(input));
                            }
                        });
        settings.actuators().stream()
                .filter(actuator -> isOurs.test(topics.state(actuator)))
                .forEach(actuator -> all.add(actuator(actuator)));
        all.addAll(diagnostics.board());
        return all;
    }

    private Component sensor(SensorSettings sensor, Quantity quantity) {
        boolean alone = sensor.quantities().size() == 1;
        String name = alone ? sensor.name() : sensor.name() + "_" + topics.name(quantity);
        String title = alone ? sensor.title() : sensor.title() + " " + topics.name(quantity);
        JsonObject json = entity("sensor", "sensor", name, title);
        if (Diagnostics.isOf(sensor)) {
            Diagnostics.mark(json);
        }
        String deviceClass = sensor.deviceClasses().getOrDefault(quantity, "");
        deviceClass(json, deviceClass);
        if (quantity.equals(Quantity.COUNT)) {
            json.put("state_class", "total_increasing");
        } else {
            boolean total = TOTALS.contains(deviceClass) || isCounted(sensor, quantity);
            json.put("state_class", total ? "total_increasing" : "measurement");
            if (!quantity.unit().isEmpty()) {
                json.put("unit_of_measurement", quantity.unit());
            }
        }
        ShapingSettings shaping = sensor.shaping().get(quantity);
        json.put(
                "suggested_display_precision",
                shaping == null ? quantity.decimals() : shaping.decimals());
        json.put("expire_after", expireAfter(sensor).toSeconds());
        json.put("state_topic", topics.value(sensor, quantity));
        String[] statuses =
                Stream.of(
                                Optional.of(topics.status()),
                                Optional.of(topics.status(sensor)),
                                topics.status(sensor, quantity))
                        .flatMap(Optional::stream)
                        .toArray(String[]::new);
        json.put("availability", available(statuses));
        json.put("availability_mode", "all");
        return new Component("sensor_" + name, json);
    }

    /** A counter's first quantity is its total, whatever it is of. */
    private static boolean isCounted(SensorSettings sensor, Quantity quantity) {
        return sensor.wire() instanceof Wire.Pulses
                && sensor.part().quantities().get(0).equals(quantity);
    }

    /** A deadband holds values back for {@code max-silence}. */
    private static Duration expireAfter(SensorSettings sensor) {
        boolean quiet = sensor.shaping().values().stream().anyMatch(each -> each.deadband() > 0);
        Duration longest = sensor.every();
        if (quiet && sensor.maxSilence().compareTo(longest) > 0) {
            longest = sensor.maxSilence();
        }
        Duration late = longest.multipliedBy(LATE);
        return late.compareTo(Duration.ofSeconds(30)) < 0 ? Duration.ofSeconds(30) : late;
    }

    private Component input(InputSettings input) {
        JsonObject json = entity("binary_sensor", "input", input.name(), input.title());
        deviceClass(json, input.deviceClass());
        json.put("state_topic", topics.state(input));
        json.put("payload_on", "ON");
        json.put("payload_off", "OFF");
        return new Component("input_" + input.name(), json);
    }

    /** Home Assistant's documentation, MQTT event: a payload is JSON with the type in it. */
    private Component button(InputSettings input) {
        JsonObject json = entity("event", "event", input.name(), input.title());
        json.put("device_class", "button");
        json.put("state_topic", topics.event(input));
        json.put("value_template", "{\"event_type\": \"{{ value }}\"}");
        json.put("event_types", new JsonArray(Stream.of(Press.values()).map(Press::text).toList()));
        return new Component("event_" + input.name(), json);
    }

    private Component actuator(ActuatorSettings actuator) {
        String said = actuator.deviceClass();
        String platform =
                switch (said) {
                    case "valve", "water", "gas" -> "valve";
                    case "light", "fan" -> said;
                    default -> "switch";
                };
        JsonObject json = entity(platform, "actuator", actuator.name(), actuator.title());
        // "valve" itself is no class of a valve; lights and fans have none.
        deviceClass(json, said.equals(platform) && !said.equals("switch") ? "" : said);
        json.put("state_topic", topics.state(actuator));
        json.put("command_topic", topics.set(actuator));
        if (platform.equals("valve")) {
            json.put("payload_open", "ON");
            json.put("payload_close", "OFF");
            json.put("state_open", "ON");
            json.put("state_closed", "OFF");
        } else {
            json.put("payload_on", "ON");
            json.put("payload_off", "OFF");
        }
        // A retained command is refused.
        json.put("retain", false);
        return new Component("actuator_" + actuator.name(), json);
    }

    private static void deviceClass(JsonObject json, String name) {
        if (!name.isEmpty()) {
            json.put("device_class", name);
        }
    }

    private JsonObject entity(String platform, String kind, String name, String title) {
        return names.entity(platform, kind, name, name, title);
    }

    /** {@code online} and {@code offline} are Home Assistant's own words for it. */
    static JsonArray available(String... statusTopics) {
        var all = new JsonArray();
        for (String topic : statusTopics) {
            var one = new JsonObject();
            one.put("topic", topic);
            all.add(one);
        }
        return all;
    }
}
