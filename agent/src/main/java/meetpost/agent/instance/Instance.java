package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import meetpost.agent.announce.Place;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.Topics;
import meetpost.agent.watch.Watched;

/**
 * An agent that runs on this machine, as its other subcommands need to know it. Holds no secret.
 *
 * @param process that it is
 * @param kind {@code run}, {@code simulate} or {@code broker}
 * @param config the settings file, absolute; empty: none
 * @param broker whether a broker of ours runs in it
 * @param urls the brokers that it talks to, in its order
 * @param passwordFile absolute; empty: none
 * @param actuators name to command topic, prefix included
 * @param sensors name to part
 * @param watched where it shows its values
 * @param place the trees and the device id at which it is on its brokers
 */
public record Instance(
        RunningProcess process,
        String kind,
        String device,
        String config,
        boolean broker,
        List<URI> urls,
        Optional<String> username,
        Optional<String> passwordFile,
        Map<String, String> actuators,
        Map<String, String> sensors,
        Watched watched,
        Place place) {

    /** For a thousand sensors, of which each has some names. */
    private static final Limits WRITTEN = new Limits(1 << 20, 16, 200_000);

    private static final String BROKER = "broker";

    public Instance {
        requireNonNull(process, "process");
        requireNonNull(kind, "kind");
        requireNonNull(device, "device");
        requireNonNull(config, "config");
        urls = List.copyOf(urls);
        requireNonNull(username, "username");
        requireNonNull(passwordFile, "passwordFile");
        actuators = Map.copyOf(actuators);
        sensors = Map.copyOf(sensors);
        requireNonNull(watched, "watched");
        requireNonNull(place, "place");
    }

    /**
     * This process, with these settings.
     *
     * @param passwordFile where another process finds the broker's password
     */
    public static Instance ofThisProcess(
            String kind, Path config, Settings settings, Optional<Path> passwordFile) {
        var topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        return new Instance(
                RunningProcess.current(),
                kind,
                settings.device().id(),
                config.toString(),
                settings.broker().isPresent(),
                settings.mqtt().urls(),
                settings.mqtt().username(),
                passwordFile.map(Path::toString),
                topics.commands(settings),
                settings.sensors().stream()
                        .collect(
                                Collectors.toMap(SensorSettings::name, each -> each.part().name())),
                Watched.of(settings),
                Place.of(settings));
    }

    /** This process, which is a broker and nothing else. */
    public static Instance ofBroker(Optional<Path> config, List<URI> listeners) {
        return new Instance(
                RunningProcess.current(),
                BROKER,
                "",
                config.map(Path::toString).orElse(""),
                true,
                listeners,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Watched.ofJson(new JsonObject()),
                Place.usual(""));
    }

    /** Whether it has an agent, as all have but a broker that is alone. */
    boolean hasAgent() {
        return !kind.equals(BROKER);
    }

    /** Whether its process still is. */
    public boolean alive() {
        return process.alive();
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    String toJson() {
        var json = JsonWriter.string().object();
        json.value("pid", pid()).value("start", process.start());
        json.value("kind", kind).value("device", device).value("config", config);
        json.value("broker", broker);
        json.array("urls", urls.stream().map(URI::toString).toList());
        username.ifPresent(name -> json.value("username", name));
        passwordFile.ifPresent(file -> json.value("passwordFile", file));
        json.object("actuators", new TreeMap<>(actuators));
        json.object("sensors", new TreeMap<>(sensors));
        json.value("watched", watched.toJson());
        json.value("place", place.json());
        return json.end().done();
    }

    /**
     * Empty if the text is not one that {@link #toJson} wrote: half written, or of another version.
     */
    static Optional<Instance> ofJson(String text) {
        try {
            JsonObject json = BoundedJson.object(text, WRITTEN);
            return json.has("pid") && json.get("kind") instanceof String && json.has("urls")
                    ? Optional.of(of(json))
                    : Optional.empty();
        } catch (JsonRefusedException | ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Instance of(JsonObject json) {
        return new Instance(
                new RunningProcess(json.getLong("pid"), json.getLong("start", 0)),
                json.getString("kind"),
                json.getString("device", ""),
                json.getString("config", ""),
                json.getBoolean("broker", false),
                json.getArray("urls", new JsonArray()).stream()
                        .map(url -> URI.create(String.valueOf(url)))
                        .toList(),
                Optional.ofNullable(json.getString("username")),
                Optional.ofNullable(json.getString("passwordFile")),
                strings(json.getObject("actuators", new JsonObject())),
                strings(json.getObject("sensors", new JsonObject())),
                Watched.ofJson(json.getObject("watched", new JsonObject())),
                Place.read(json.getObject("place", new JsonObject()))
                        .orElseGet(() -> Place.usual(json.getString("device", ""))));
    }

    private static Map<String, String> strings(JsonObject json) {
        var strings = new TreeMap<String, String>();
        json.forEach((key, value) -> strings.put(key, String.valueOf(value)));
        return strings;
    }
}
