package meetpost.agent.discovery;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;

/**
 * One entity in the device's message: Home Assistant's documentation, MQTT, "Device discovery
 * payload".
 *
 * @param key unique in the device: {@code sensor_kas_luchtdruk}
 * @param json with {@code platform}
 */
record Component(String key, JsonObject json) {

    Component {
        requireNonNull(key, "key");
        requireNonNull(json, "json");
    }
}
