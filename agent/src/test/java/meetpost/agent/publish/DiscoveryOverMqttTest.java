package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.discovery.HomeAssistant;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.MessageListener;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

class DiscoveryOverMqttTest {

    private static final String CONFIG = "homeassistant/device/kelder-pi/config";

    @Test
    void announcesTheDeviceWithOneRetainedMessage() throws Exception {
        try (var broker = Mosquitto.start();
                var agent = new Announced(broker.port())) {
            agent.awaitConnected();

            try (var late = new Observer(broker.port(), "homeassistant/#")) {
                Eventually.within(10, "its message is stored", () -> late.on(CONFIG).size() == 1);
            }
        }
    }

    @Test
    void removesWhatAnEarlierRunHadAnnounced() throws Exception {
        String earlier =
                "{\"components\": {\"input_deur\": {\"platform\": \"binary_sensor\", \"name\": \"Deur\"}}}";
        try (var broker = Mosquitto.start()) {
            Observer.publish(broker.port(), CONFIG, earlier, "-r");
            try (var home = new Observer(broker.port(), "homeassistant/#");
                    var agent = new Announced(broker.port())) {
                agent.awaitConnected();

                Eventually.within(
                        10,
                        "the door is cut down to its platform, and then gone",
                        () -> {
                            List<String> all = home.on(CONFIG);
                            int cut = -1;
                            for (int i = 0; i < all.size(); i++) {
                                if (all.get(i)
                                        .contains(
                                                "\"input_deur\":{\"platform\":\"binary_sensor\"}")) {
                                    cut = i;
                                }
                            }
                            return cut > 0
                                    && cut < all.size() - 1
                                    && !all.get(all.size() - 1).contains("input_deur");
                        });
            }
        }
    }

    @Test
    void publishesAllOfItAgainWhenHomeAssistantHasStarted() throws Exception {
        try (var broker = Mosquitto.start();
                var home = new Observer(broker.port(), "#");
                var agent = new Announced(broker.port())) {
            agent.awaitConnected();
            agent.link.publisher().state("actuatoren/pomp", "OFF", 1);
            Eventually.within(10, "the pump's state", () -> home.on("actuatoren/pomp").size() == 1);

            Observer.publish(broker.port(), "homeassistant/status", "online");

            Eventually.within(
                    10, "the pump's state again", () -> home.on("actuatoren/pomp").size() == 2);
            assertEquals(2, home.on(CONFIG).size());
        }
    }

    /** Its discovery prefix and the topic of its birth message are two settings of its own. */
    @Test
    void hearsHomeAssistantOnItsDefaultTopicAlsoUnderAnotherDiscoveryPrefix() throws Exception {
        for (String birth : List.of("huis/status", "homeassistant/status")) {
            try (var broker = Mosquitto.start();
                    var home = new Observer(broker.port(), "#");
                    var agent = new Announced(broker.port(), "huis")) {
                agent.awaitConnected();
                String config = "huis/device/kelder-pi/config";
                Eventually.within(10, "announced", () -> home.on(config).size() == 1);

                Observer.publish(broker.port(), birth, "online");

                Eventually.within(10, "and again", () -> home.on(config).size() == 2);
            }
        }
    }

    /** An agent's link with two sensors and an output, of which Home Assistant is told. */
    private static final class Announced implements AutoCloseable {

        private final AgentLink link;

        Announced(int port) {
            this(port, "homeassistant");
        }

        Announced(int port, String prefix) {
            Settings plain =
                    TestAgent.settings(
                            TestAgent.broker(
                                    List.of(URI.create("mqtt://127.0.0.1:" + port)),
                                    Duration.ofSeconds(30)));
            var settings =
                    new Settings(
                            plain.device(),
                            plain.mqtt(),
                            plain.broker(),
                            plain.dashboard(),
                            plain.sensors(),
                            plain.inputs(),
                            plain.actuators(),
                            plain.rules(),
                            plain.alarms(),
                            plain.topics(),
                            plain.outbox(),
                            new HomeAssistantSettings(true, prefix),
                            List.of(),
                            plain.state());
            var identity =
                    Identity.of(
                            "kelder-pi",
                            "serial",
                            Instant.parse("2026-11-21T10:00:00Z"),
                            new Random(7));
            link =
                    new AgentLink(
                            settings,
                            identity,
                            () -> new Info("0.1.0", "test", List.of(), List.of()),
                            new TestOutbox(),
                            Optional.empty(),
                            Ticks.REAL,
                            Clock.systemUTC(),
                            new Random(1));
            var home = new HomeAssistant(settings, link, "test", "0.1.0");
            link.start(home.before(new Deaf()));
        }

        void awaitConnected() throws InterruptedException {
            Eventually.within(15, "the agent is connected", link::connected);
        }

        @Override
        public void close() throws InterruptedException {
            link.stop(Duration.ofSeconds(5));
        }
    }

    private record Deaf() implements MessageListener {

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {}

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {}

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}
