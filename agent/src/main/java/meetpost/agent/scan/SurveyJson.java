package meetpost.agent.scan;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.scan.Survey.Bus;
import meetpost.agent.scan.Survey.Device;
import meetpost.agent.scan.Survey.Identity;
import meetpost.agent.scan.Survey.KernelDevice;
import meetpost.agent.scan.Survey.OneWire;
import meetpost.agent.scan.Survey.Rom;
import meetpost.drivers.sensor.KernelClass;

/**
 * A {@link Survey} as JSON: between the agent that runs and {@code meetpost scan}, and for
 * programs. Beside each address and each ROM code stands what can be there.
 */
public final class SurveyJson {

    private SurveyJson() {}

    /** With {@code i2c}, {@code oneWire}, {@code otherBuses}, {@code kernel}, {@code processor}. */
    public static JsonObject of(Survey survey) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("identified", survey.identified());
        json.put("i2c", array(survey.buses(), SurveyJson::bus));
        json.put("otherBuses", new JsonArray(survey.others()));
        JsonObject oneWire = new JsonObject(new LinkedHashMap<>());
        oneWire.put("devices", array(survey.oneWire().roms(), SurveyJson::rom));
        survey.oneWire().problem().ifPresent(text -> oneWire.put("error", text));
        json.put("oneWire", oneWire);
        json.put("kernel", array(survey.kernel(), SurveyJson::kernelDevice));
        json.put("processor", survey.processor());
        return json;
    }

    /** What {@link #of} wrote. */
    public static Survey survey(JsonObject json) {
        JsonObject oneWire = json.getObject("oneWire");
        return new Survey(
                json.getBoolean("identified"),
                list(json.getArray("i2c"), SurveyJson::bus),
                json.getArray("otherBuses").stream()
                        .map(number -> ((Number) number).intValue())
                        .toList(),
                new OneWire(
                        list(oneWire.getArray("devices"), SurveyJson::rom), text(oneWire, "error")),
                json.has("kernel")
                        ? list(json.getArray("kernel"), SurveyJson::kernelDevice)
                        : List.of(),
                json.getBoolean("processor"));
    }

    private static JsonObject bus(Bus bus) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("bus", bus.number());
        json.put("devices", array(bus.devices(), SurveyJson::device));
        bus.problem().ifPresent(text -> json.put("error", text));
        return json;
    }

    private static Bus bus(JsonObject json) {
        return new Bus(
                json.getInt("bus"),
                list(json.getArray("devices"), SurveyJson::device),
                text(json, "error"));
    }

    private static JsonObject device(Device device) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("address", String.format(Locale.ROOT, "0x%02X", device.address()));
        device.sensor().ifPresent(name -> json.put("sensor", name));
        device.driver().ifPresent(name -> json.put("kernelDriver", name));
        device.identity()
                .ifPresent(
                        identity -> {
                            json.put("part", identity.part());
                            json.put("reads", identity.reads());
                        });
        json.put("candidates", array(KnownPart.at(device.address()), SurveyJson::candidate));
        return json;
    }

    private static Device device(JsonObject json) {
        return new Device(
                Integer.decode(json.getString("address")),
                text(json, "kernelDriver"),
                text(json, "part").map(part -> new Identity(part, json.getString("reads", ""))),
                text(json, "sensor"));
    }

    private static JsonObject candidate(KnownPart part) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("part", part.name());
        json.put("what", part.what());
        json.put("driver", part.hasDriver());
        json.put("source", part.source());
        return json;
    }

    private static JsonObject kernelDevice(KernelDevice device) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("part", "linux," + device.of().word());
        json.put("device", device.device());
        json.put("channels", new JsonArray(device.channels()));
        device.sensor().ifPresent(name -> json.put("sensor", name));
        return json;
    }

    private static KernelDevice kernelDevice(JsonObject json) {
        boolean iio = "linux,iio".equals(json.getString("part"));
        return new KernelDevice(
                iio ? KernelClass.IIO : KernelClass.HWMON,
                json.getString("device"),
                json.getArray("channels").stream().map(String::valueOf).toList(),
                text(json, "sensor"));
    }

    private static JsonObject rom(Rom rom) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("rom", rom.code());
        rom.sensor().ifPresent(name -> json.put("sensor", name));
        OneWireFamily.of(rom.code())
                .ifPresent(
                        family -> {
                            json.put("part", family.part());
                            json.put("what", family.what());
                            json.put("driver", family.hasDriver());
                        });
        return json;
    }

    private static Rom rom(JsonObject json) {
        return new Rom(json.getString("rom"), text(json, "sensor"));
    }

    private static <T> JsonArray array(List<T> things, Function<T, JsonObject> each) {
        return new JsonArray(things.stream().map(each).toList());
    }

    private static <T> List<T> list(JsonArray array, Function<JsonObject, T> each) {
        return array.stream().map(json -> each.apply((JsonObject) json)).toList();
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.getString(key));
    }
}
