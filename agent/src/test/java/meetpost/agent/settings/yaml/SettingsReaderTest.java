package meetpost.agent.settings.yaml;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.DeviceSettings;
import meetpost.agent.settings.HomeAssistantSettings;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @Test
    void givesEveryKeyItsDefault() throws Exception {
        Settings settings = KelderPi.read("sensors: {temperatuur: {part: 'maxim,ds18b20'}}");

        assertEquals(new DeviceSettings("kelder-pi", "kelder-pi"), settings.device());
        assertEquals(List.of(URI.create("mqtt://localhost:1883")), settings.mqtt().urls());
        assertEquals(Optional.empty(), settings.mqtt().username());
        assertEquals(ofSeconds(30), settings.mqtt().keepAlive());
        assertEquals("", settings.mqtt().topicPrefix());
        assertEquals(Optional.empty(), settings.broker());
        assertEquals(Optional.empty(), settings.dashboard());
        assertEquals(
                new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                settings.topics());
        assertEquals(
                new OutboxSettings(2000, 16_777_216, ofDays(7), ofSeconds(60), 500),
                settings.outbox());
        assertEquals(new HomeAssistantSettings(true, "homeassistant"), settings.homeAssistant());
        assertEquals(Path.of("/var/lib/meetpost"), settings.state());
    }

    @Test
    void acceptsGroupsThatHaveOnlyComments() throws Exception {
        Settings settings =
                KelderPi.read("mqtt:\nsensors:\n  # temperatuur:\ninputs:\noutbox:\ntopics: {}\n");

        assertEquals(List.of(), settings.sensors());
    }

    /** As an example of all keys has it. */
    @Test
    void acceptsThatThereAreNoBridges() throws Exception {
        assertEquals(KelderPi.read("sensors: {}"), KelderPi.read("sensors: {}\nbridges: {}"));
    }

    @Test
    void takesTheBoardsSerialWhereNobodyNamedTheBoard() throws Exception {
        assertEquals("raspberrypi-b2c3d4", idOn("raspberrypi", Optional.of("10000000A1B2C3D4")));
        assertEquals("raspberrypi", idOn("raspberrypi", Optional.empty()));
        assertEquals("pi-van-jan", idOn("Pi_van_Jan.fritz.box", Optional.empty()));
        assertEquals("meetpost", idOn("---", Optional.empty()));
    }

    @Test
    void takesTheDevicesIdFromTheCommandLineFirst() throws Exception {
        Settings settings =
                new SettingsReader(KelderPi.SURROUNDINGS.withDeviceId("tafel-4"))
                        .read("x.yaml", "device: {id: kelder}\nmqtt: {topic-prefix: klas/%d/}");

        assertEquals("tafel-4", settings.device().id());
        assertEquals("klas/tafel-4/", settings.mqtt().topicPrefix());
    }

    @Test
    void readsTheDashboard() throws Exception {
        assertEquals(
                Optional.of(
                        new DashboardSettings(
                                "0.0.0.0",
                                8081,
                                Optional.of(URI.create("ws://kelder:9001")),
                                true,
                                true,
                                true,
                                List.of("pi.example.org"))),
                KelderPi.read(
                                "dashboard: {listen: '0.0.0.0:8081', mqtt: 'ws://kelder:9001',"
                                        + " reload: true, sessions: true, boards: all, hosts: [pi.example.org]}")
                        .dashboard());
        assertEquals(
                Optional.of(
                        new DashboardSettings(
                                "127.0.0.1", 8080, Optional.empty(), false, false, List.of())),
                KelderPi.read("dashboard: {}").dashboard());
    }

    /** What is near to a conflict and is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{sensors: {t: {part: 'ti,tmp102', bus: 3}}, inputs: {d: {gpio: 2}, e: {gpio: 4}}}",
                "{sensors: {t: {part: 'ti,tmp102'}, u: {part: 'ti,tmp102', bus: 3}}}",
                "{sensors: {t: {part: 'ti,tmp102'}}, inputs: {d: {gpio: 5, topic:"
                        + " sensoren/t/reading}}}",
                "{actuators: {a: {gpio: 5, interlock: b}, b: {gpio: 6, at-start: on, at-stop: on}}}",
                "{actuators: {a: {gpio: 5, interlock: b, at-start: last}, b: {gpio: 6, at-start:"
                        + " last}}}",
                "{actuators: {a: {gpio: 5, at-start: on}, b: {gpio: 6, at-start: on}}}",
                "{inputs: {a: {gpio: 5}}, actuators: {a: {gpio: 6}}, sensors: {a: {part:"
                        + " 'ti,tmp102'}}}"
            })
    void acceptsWhatOnlyLooksLikeAConflict(String text) throws Exception {
        KelderPi.read(text);
    }

    @Test
    void namesTopicsAsTheFileSays() throws Exception {
        Settings settings =
                KelderPi.read(
                        """
                        topics: {sensors: sensors, actuators: outputs, quantities: english}
                        sensors: {t: {part: 'ti,tmp102'}}
                        actuators: {a: {gpio: 5}}
                        """);

        assertEquals("sensors/t", settings.sensors().get(0).topic());
        assertEquals("outputs/a", settings.actuators().get(0).topic());
        assertTrue(settings.topics().english());
    }

    private static String idOn(String host, Optional<String> serial) throws Exception {
        var surroundings =
                new Surroundings(
                        host, serial, Optional.empty(), Path.of("/tmp/x"), Optional.empty());
        return new SettingsReader(surroundings)
                .read("x.yaml", "inputs: {deur: {gpio: 27}}")
                .device()
                .id();
    }
}
