package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.run.Agent;
import meetpost.agent.run.AgentListener;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with sensors that somebody else publishes. */
class ForeignOverMqttTest {

    private static final String SOURCE = "zigbee2mqtt/tuin";
    private static final String MESSAGE = "{\"temperature\": 21.5, \"battery\": 97}";

    @TempDir Path state;

    private Optional<Agent> started = Optional.empty();
    private int web;

    @AfterEach
    void stop() throws InterruptedException {
        if (started.isPresent()) {
            started.get().stop(Duration.ofSeconds(5), true);
        }
    }

    @Test
    void neverPublishesAgainWhatItReads() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var observer = new Observer(broker.port(), "#")) {
            start(broker.port(), "");
            publishUntil(
                    broker.port(), () -> last("sensoren/tuin/status", observer).equals("online"));

            assertEquals(List.of(), observer.on("sensoren/tuin/temperatuur"));
            assertEquals(List.of(), observer.on("sensoren/tuin"));
            assertTrue(
                    observer.on("homeassistant/device/kelder-pi/config").stream()
                            .noneMatch(each -> each.contains("tuin")),
                    "who publishes it announces it");
        }
    }

    @Test
    void publishesItOnItsOwnTopicsWhereAsked() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var observer = new Observer(broker.port(), "#")) {
            start(broker.port(), ", republish: true, offset: {temperatuur: 0.25}");
            publishUntil(
                    broker.port(),
                    () -> last("sensoren/tuin/temperatuur", observer).equals("21.75"));

            Eventually.within(
                    10, "the other", () -> last("sensoren/tuin/batterij", observer).equals("97"));
            Eventually.within(
                    10,
                    "Home Assistant knows it",
                    () ->
                            last("homeassistant/device/kelder-pi/config", observer)
                                    .contains("\"sensoren/tuin/temperatuur\""));
        }
    }

    @Test
    void showsItOnThePageWhereItIs() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start()) {
            start(broker.port(), "");

            JsonObject sensor = ask("dashboard.json").getArray("sensors").getObject(0);
            JsonObject temperature = sensor.getArray("quantities").getObject(0);
            assertEquals(SOURCE, temperature.getString("topic"));
            assertTrue(sensor.getBoolean("foreign"), "only the agent knows what it comes to");
            publishUntil(broker.port(), () -> ask("history.json").getObject("sensors").has("tuin"));
        }
    }

    @Test
    void isUnwellWhereItIsSilent() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var observer = new Observer(broker.port(), "sensoren/#")) {
            start(broker.port(), ", every: 1s");

            Eventually.within(
                    10,
                    "its fault",
                    () ->
                            last("sensoren/tuin/fault", observer)
                                    .contains("tuin: nothing came on zigbee2mqtt/tuin for 1 s"));
            assertEquals("offline", last("sensoren/tuin/status", observer));
            publishUntil(
                    broker.port(), () -> last("sensoren/tuin/status", observer).equals("online"));
        }
    }

    /** What is published before it has subscribed is lost. */
    private static void publishUntil(int port, BooleanSupplier holds) throws InterruptedException {
        Eventually.within(
                20,
                "what was heard",
                () -> {
                    Observer.publish(port, SOURCE, MESSAGE);
                    return holds.getAsBoolean();
                });
    }

    private static String last(String topic, Observer observer) {
        List<String> all = observer.on(topic);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    private JsonObject ask(String path) {
        try {
            String body =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:%d/%s"
                                                                    .formatted(web, path)))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return JsonParser.object().from(body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void start(int port, String more) throws Exception {
        web = Mosquitto.freePort();
        String settings =
                """
                device: {id: kelder-pi}
                mqtt: {url: "mqtt://127.0.0.1:%d"}
                dashboard: {listen: "127.0.0.1:%d"}
                sensors:
                  tuin: {part: mqtt, topic: %s, values: {temperatuur: temperature, batterij: {path: battery, unit: "%%", decimals: 0}}%s}
                """
                        .formatted(port, web, SOURCE, more);
        var surroundings =
                new Surroundings(
                        "kelder-pi", Optional.empty(), Optional.empty(), state, Optional.empty());
        var agent =
                new Agent(
                        new SettingsReader(surroundings).read("meetpost.yaml", settings),
                        new FakeBoard(),
                        "serial-1",
                        Ticks.REAL,
                        Clock.systemUTC(),
                        AgentListener.NONE);
        started = Optional.of(agent);
        agent.start();
        assertTrue(agent.hasTriedEverySensor(), "nobody waits for what others publish");
    }
}
