package meetpost.simulator.mount;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Map;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.chip.Signal;

/**
 * What a program prints that measures these: a number, or JSON with each value at its path.
 *
 * @param signals one for each quantity
 */
public record Printed(List<PickedValue> values, Map<Quantity, Signal> signals) {

    public Printed {
        values = List.copyOf(values);
        signals = Map.copyOf(signals);
    }

    /** At that instant. */
    public String text(long instant) {
        var all = new JsonObject();
        for (PickedValue each : values) {
            Signal signal = signals.getOrDefault(each.quantity(), Signal.constant(0));
            double value = Math.round(signal.at(instant) * 1e4) / 1e4;
            if (each.path().isEmpty()) {
                return String.valueOf(value);
            }
            put(all, each.path().get(), value);
        }
        return JsonWriter.string(all);
    }

    private static void put(JsonObject root, JsonPath path, double value) {
        Object at = root;
        List<Object> steps = path.steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i + 1 == steps.size();
            Object fresh =
                    last
                            ? (Object) value
                            : steps.get(i + 1) instanceof Integer
                                    ? new JsonArray()
                                    : new JsonObject();
            at = put(at, steps.get(i), fresh);
        }
    }

    /** What is there now, which is what was there if something was. */
    private static Object put(Object container, Object step, Object fresh) {
        if (container instanceof JsonArray array && step instanceof Integer position) {
            while (array.size() <= position) {
                array.add(0);
            }
            Object there = array.get(position);
            if (there instanceof JsonObject || there instanceof JsonArray) {
                return there;
            }
            array.set(position, fresh);
            return fresh;
        }
        if (container instanceof JsonObject object && step instanceof String key) {
            Object there = object.get(key);
            if (there instanceof JsonObject || there instanceof JsonArray) {
                return there;
            }
            object.put(key, fresh);
        }
        return fresh;
    }
}
