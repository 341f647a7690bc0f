package meetpost.agent.discovery;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.Topics;
import meetpost.broker.settings.Authority;
import org.tinylog.Logger;

/** The one retained message by which Home Assistant knows a device and all that is on it. */
final class DeviceMessage {

    private static final String COMPONENTS = "components";
    private static final String PLATFORM = "platform";
    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "[::]");

    /** The link keeps no more bytes; so many entities, with all their keys, fit into them. */
    private static final Limits LIMITS = new Limits(65_536, 8, 8192);

    private final Settings settings;
    private final Topics topics;
    private final String board;
    private final String version;
    private final List<Component> components;

    /**
     * @param isOurs whether a topic is no other board's
     */
    DeviceMessage(
            Settings settings,
            Topics topics,
            String board,
            String version,
            Predicate<String> isOurs) {
        this.settings = requireNonNull(settings, "settings");
        this.topics = requireNonNull(topics, "topics");
        this.board = requireNonNull(board, "board");
        this.version = requireNonNull(version, "version");
        var names = new EntityNames(settings.device().id(), settings.device().name());
        components = new Components(topics, names, isOurs).of(settings);
    }

    String text() {
        return textWithout(Map.of());
    }

    /**
     * The same with the entities that are to vanish, each cut down to its platform: Home Assistant
     * removes those.
     *
     * @param vanished their platforms by key
     */
    String textWithout(Map<String, String> vanished) {
        var all = new JsonObject();
        components.forEach(each -> all.put(each.key(), each.json()));
        vanished.forEach(
                (key, platform) -> {
                    var cut = new JsonObject();
                    cut.put(PLATFORM, platform);
                    all.put(key, cut);
                });
        var message = new JsonObject();
        message.put("device", device());
        message.put("origin", origin());
        message.put("availability", Components.available(topics.status()));
        message.put("qos", 1);
        message.put(COMPONENTS, all);
        return JsonWriter.string(message);
    }

    /**
     * The platforms of what another message of this device has and this one has not, by key: of an
     * earlier run with other settings. Empty for a text that is none of ours.
     */
    Map<String, String> vanished(String earlier) {
        var gone = new LinkedHashMap<String, String>();
        try {
            JsonObject had = BoundedJson.object(earlier, LIMITS).getObject(COMPONENTS);
            if (had == null) {
                return gone;
            }
            for (String key : had.keySet()) {
                JsonObject component = had.getObject(key);
                String platform = component == null ? "" : component.getString(PLATFORM, "");
                if (!platform.isEmpty() && !has(key, platform)) {
                    gone.put(key, platform);
                }
            }
        } catch (JsonRefusedException e) {
            Logger.debug("a discovery message without JSON: {}", e.getMessage());
        }
        return gone;
    }

    private boolean has(String key, String platform) {
        return components.stream()
                .anyMatch(
                        each ->
                                each.key().equals(key)
                                        && each.json().getString(PLATFORM, "").equals(platform));
    }

    private JsonObject device() {
        var device = new JsonObject();
        device.put("identifiers", List.of("meetpost-" + settings.device().id()));
        device.put("name", settings.device().name());
        device.put("manufacturer", "Raspberry Pi");
        device.put("model", board);
        device.put("sw_version", version);
        page().ifPresent(url -> device.put("configuration_url", url));
        return device;
    }

    /** Our page, where settings say by what name others reach it. */
    private Optional<String> page() {
        return settings.dashboard()
                .filter(each -> each.port() != 0)
                .flatMap(each -> name(each).map(host -> "http://" + host + ":" + each.port()));
    }

    private static Optional<String> name(DashboardSettings dashboard) {
        boolean anywhere = ANYWHERE.contains(dashboard.host());
        boolean here = new Authority(dashboard.host(), dashboard.port()).isLoopback() && !anywhere;
        if (here) {
            return Optional.empty();
        }
        return dashboard.hosts().stream()
                .findFirst()
                .or(() -> anywhere ? Optional.empty() : Optional.of(dashboard.host()));
    }

    private JsonObject origin() {
        var origin = new JsonObject();
        origin.put("name", "Meetpost");
        origin.put("sw_version", version);
        return origin;
    }
}
