package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import meetpost.agent.claim.Conflict;
import meetpost.agent.claim.Standing;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.process.Version;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.DeviceSettings;
import meetpost.agent.settings.HistorySettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/** What there is on this board and on which topics, as JSON: all that the page knows of it. */
final class Description implements Handler {

    private final Supplier<Settings> current;
    private final Topics topics;
    private final BrokerAddress broker;
    private final Supplier<Standing> standing;
    private final Supplier<Map<String, Page>> pages;

    /**
     * @param standing which topics are this board's
     * @param pages others, by path
     */
    Description(
            Supplier<Settings> current,
            Topics topics,
            BrokerAddress broker,
            Supplier<Standing> standing,
            Supplier<Map<String, Page>> pages) {
        this.current = requireNonNull(current, "current");
        this.topics = requireNonNull(topics, "topics");
        this.broker = requireNonNull(broker, "broker");
        this.standing = requireNonNull(standing, "standing");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public Response answer(Request request) {
        String host = Hosts.name(request.host());
        return Response.json(JsonWriter.string(of(current.get(), host)) + "\n");
    }

    private JsonObject of(Settings settings, String host) {
        var all = new JsonObject();
        all.put("device", of(device(settings.device()), topics.status()));
        all.put("version", Version.number());
        all.put("reload", settings.dashboard().filter(DashboardSettings::reload).isPresent());
        all.put(
                "sessions",
                settings.broker().isPresent()
                        && settings.dashboard().filter(DashboardSettings::sessions).isPresent());
        all.put("boards", settings.dashboard().filter(DashboardSettings::allBoards).isPresent());
        all.put("tree", settings.topics().devices());
        all.put("pages", pages());
        List<Conflict> conflicts = standing.get().conflicts();
        if (!conflicts.isEmpty()) {
            all.put("conflicts", new JsonArray(conflicts.stream().map(Conflict::text).toList()));
        }
        broker.from(host).ifPresent(url -> all.put("mqtt", url.toString()));
        var sensors = new JsonArray();
        HistorySettings history = settings.history();
        settings.sensors()
                .forEach(
                        sensor -> {
                            JsonObject about = of(sensor(sensor), topics.of(sensor));
                            settings.rooms().of(sensor).ifPresent(room -> about.put("room", room));
                            about.put(
                                    "history",
                                    history.isOn() && !history.leftOut().contains(sensor.name()));
                            sensors.add(about);
                        });
        all.put("sensors", sensors);
        var inputs = new JsonArray();
        for (InputSettings input : settings.inputs()) {
            JsonObject about = of(input(input), topics.state(input));
            settings.rooms().of(input).ifPresent(room -> about.put("room", room));
            inputs.add(about);
        }
        all.put("inputs", inputs);
        Map<String, String> titles =
                settings.actuators().stream()
                        .collect(Collectors.toMap(ActuatorSettings::name, ActuatorSettings::title));
        var outputs = new JsonArray();
        for (ActuatorSettings output : settings.actuators()) {
            JsonObject about = of(output(output, titles), topics.state(output));
            settings.rooms().of(output).ifPresent(room -> about.put("room", room));
            outputs.add(about);
        }
        all.put("outputs", outputs);
        return all;
    }

    /** What comes at a topic that another board has is not shown as ours. */
    private JsonObject of(JsonObject thing, String topic) {
        if (standing.get().isTheirs(topic)) {
            thing.put("lost", true);
        }
        return thing;
    }

    private JsonArray pages() {
        var all = new JsonArray();
        pages.get()
                .forEach(
                        (path, page) ->
                                all.add(
                                        JsonObject.builder()
                                                .value("title", page.title())
                                                .value("path", path)
                                                .done()));
        return all;
    }

    private JsonObject device(DeviceSettings device) {
        return JsonObject.builder()
                .value("id", device.id())
                .value("name", device.name())
                .value("status", topics.status())
                .value("info", topics.info())
                .done();
    }

    private JsonObject sensor(SensorSettings sensor) {
        var quantities = new JsonArray();
        boolean thinned = false;
        for (Quantity quantity : sensor.quantities()) {
            Optional<ShapingSettings> shaping = Optional.ofNullable(sensor.shaping().get(quantity));
            thinned |= shaping.filter(each -> each.deadband() > 0).isPresent();
            quantities.add(
                    JsonObject.builder()
                            .value("name", topics.name(quantity))
                            .value("unit", quantity.unit())
                            .value(
                                    "decimals",
                                    shaping.map(ShapingSettings::decimals)
                                            .orElse(quantity.decimals()))
                            .value("topic", topics.heard(sensor, quantity))
                            .done());
        }
        double seconds = (thinned ? sensor.maxSilence() : sensor.every()).toMillis() / 1000.0;
        return JsonObject.builder()
                .value("name", sensor.name())
                .value("title", sensor.title())
                .value("part", sensor.part().name())
                .value("seconds", seconds)
                .value("status", topics.status(sensor))
                .value("fault", topics.fault(sensor))
                .value("foreign", !sensor.isPublished())
                .value("quantities", quantities)
                .done();
    }

    private JsonObject input(InputSettings input) {
        return JsonObject.builder()
                .value("name", input.name())
                .value("title", input.title())
                .value("class", input.deviceClass())
                .value("state", topics.state(input))
                .done();
    }

    private JsonObject output(ActuatorSettings output, Map<String, String> titles) {
        List<String> interlock =
                output.interlock().stream().map(name -> titles.getOrDefault(name, name)).toList();
        return JsonObject.builder()
                .value("name", output.name())
                .value("title", output.title())
                .value("class", output.deviceClass())
                .value("state", topics.state(output))
                .value("set", topics.set(output))
                .value("result", topics.result(output))
                .value("cause", topics.cause(output))
                .array("interlock", interlock)
                .value("minOff", seconds(output.minOff()))
                .value("maxOn", seconds(output.maxOn()))
                .value("refresh", seconds(output.refresh()))
                .done();
    }

    /** Zero: there is none. */
    private static double seconds(Optional<Duration> duration) {
        return duration.map(each -> each.toMillis() / 1000.0).orElse(0.0);
    }
}
