package meetpost.agent.discovery;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.util.Locale;

/**
 * What entities are called. Home Assistant puts the device's name before each of them: what begins
 * with it already would have it twice.
 *
 * @param device its id
 * @param title its name for people
 */
record EntityNames(String device, String title) {

    EntityNames {
        requireNonNull(device, "device");
        requireNonNull(title, "title");
    }

    /**
     * An entity without a state.
     *
     * @param kind with {@code name} it is unique on the device
     * @param suffix behind the device in the id that Home Assistant takes
     */
    JsonObject entity(String platform, String kind, String name, String suffix, String shown) {
        var json = new JsonObject();
        json.put("platform", platform);
        json.put("unique_id", device + "_" + kind + "_" + name);
        json.put("default_entity_id", platform + "." + id(suffix).replace('-', '_'));
        json.put("name", without(title, shown));
        return json;
    }

    private String id(String name) {
        return name.startsWith(device + "-") || name.startsWith(device + "_")
                ? name
                : device + "_" + name;
    }

    /** {@code Kelder temperatuur} on the device Kelder is its Temperatuur. */
    private static String without(String device, String shown) {
        boolean doubled =
                shown.length() > device.length() + 1
                        && shown.toLowerCase(Locale.ROOT)
                                .startsWith(device.toLowerCase(Locale.ROOT) + " ");
        if (!doubled) {
            return shown;
        }
        String rest = shown.substring(device.length() + 1).strip();
        return rest.isEmpty()
                ? shown
                : rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }
}
