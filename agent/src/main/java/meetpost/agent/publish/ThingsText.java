package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.Rooms;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/**
 * What a board says there is on it: names, rooms, units and topics, so that a page needs nothing
 * but the broker to show all boards. At most 64 KB; topics are whole, the prefix included.
 */
public final class ThingsText {

    /** What readers of it take at most. */
    static final int MOST_BYTES = 65_536;

    /** Of the keys around the lists. */
    private static final int AROUND = 200;

    private final JsonObject all = new JsonObject();
    private int left;
    private int leftOut;

    private ThingsText(String name) {
        all.put("name", name);
        left = MOST_BYTES - AROUND - size(name);
    }

    /** Of all that settings name; what does not fit is left out, and counted. */
    public static String of(Settings settings, Topics topics) {
        var text = new ThingsText(settings.device().name());
        Rooms rooms = settings.rooms();
        text.list("outputs", settings.actuators(), each -> output(each, rooms, topics));
        text.list("inputs", settings.inputs(), each -> input(each, rooms, topics));
        text.list("rules", settings.rules(), each -> rule(each, topics));
        text.list("alarms", settings.alarms(), each -> alarm(each, topics));
        text.list("sensors", settings.sensors(), each -> sensor(each, rooms, topics));
        if (text.leftOut > 0) {
            text.all.put("left-out", text.leftOut);
        }
        return JsonWriter.string(text.all);
    }

    private <T> void list(String key, List<T> things, Function<T, JsonObject> text) {
        var list = new JsonArray();
        for (T each : things) {
            JsonObject thing = text.apply(each);
            left -= size(thing);
            if (left >= 0) {
                list.add(thing);
            } else {
                leftOut++;
            }
        }
        all.put(key, list);
    }

    private static JsonObject sensor(SensorSettings sensor, Rooms rooms, Topics topics) {
        var quantities = new JsonArray();
        boolean thinned = false;
        for (Quantity quantity : sensor.quantities()) {
            Optional<ShapingSettings> shaping = Optional.ofNullable(sensor.shaping().get(quantity));
            thinned |= shaping.filter(each -> each.deadband() > 0).isPresent();
            quantities.add(
                    JsonObject.builder()
                            .value("name", topics.name(quantity))
                            .value("unit", quantity.unit())
                            .value("topic", topics.heard(sensor, quantity))
                            .done());
        }
        var silence = thinned ? sensor.maxSilence() : sensor.every();
        JsonObject json = thing(sensor.name(), sensor.title(), rooms.of(sensor), topics.of(sensor));
        json.put("part", sensor.part().name());
        json.put("seconds", silence.toMillis() / 1000.0);
        json.put("quantities", quantities);
        return json;
    }

    private static JsonObject input(InputSettings input, Rooms rooms, Topics topics) {
        JsonObject json = thing(input.name(), input.title(), rooms.of(input), topics.state(input));
        if (!input.deviceClass().isEmpty()) {
            json.put("class", input.deviceClass());
        }
        return json;
    }

    private static JsonObject output(ActuatorSettings output, Rooms rooms, Topics topics) {
        JsonObject json =
                thing(output.name(), output.title(), rooms.of(output), topics.state(output));
        if (output.shared()) {
            json.put("shared", true);
        }
        return json;
    }

    private static JsonObject rule(RuleSettings rule, Topics topics) {
        JsonObject json = thing(rule.name(), rule.name(), Optional.empty(), topics.of(rule).root());
        json.put("setpoint", rule.hasSetpoint());
        return json;
    }

    private static JsonObject alarm(AlarmSettings alarm, Topics topics) {
        return thing(alarm.name(), alarm.name(), Optional.empty(), topics.of(alarm));
    }

    private static JsonObject thing(
            String name, String title, Optional<String> room, String topic) {
        var json = new JsonObject();
        json.put("name", name);
        if (!title.equals(name)) {
            json.put("title", title);
        }
        room.ifPresent(each -> json.put("room", each));
        json.put("topic", topic);
        return json;
    }

    private static int size(Object json) {
        return JsonWriter.string(json).getBytes(UTF_8).length + 1;
    }
}
