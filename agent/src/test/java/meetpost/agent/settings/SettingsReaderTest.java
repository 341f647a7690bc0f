package meetpost.agent.settings;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.broker.Access;
import meetpost.broker.BrokerSettings;
import meetpost.broker.StorageSettings;
import meetpost.broker.TlsSettings;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Surroundings KELDER =
            new Surroundings(
                    "Kelder-Pi.local",
                    Optional.of("10000000A1B2C3D4"),
                    Optional.empty(),
                    Path.of("/var/lib/meetpost"),
                    Optional.empty());

    @Test
    void givesEveryKeyItsDefault() throws Exception {
        Settings settings = read("sensors: {temperatuur: {part: 'maxim,ds18b20'}}");

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
                new OutboxSettings(2000, 16_777_216, ofDays(7), ofSeconds(60)), settings.outbox());
        assertEquals(new HomeAssistantSettings(true, "homeassistant"), settings.homeAssistant());
        assertEquals(Path.of("/var/lib/meetpost"), settings.state());
    }

    @Test
    void givesASensorItsDefaults() throws Exception {
        SensorSettings sensor = read("sensors: {t: {part: 'maxim,ds18b20'}}").sensors().get(0);

        assertEquals("t", sensor.name());
        assertEquals("t", sensor.title());
        assertEquals("maxim,ds18b20", sensor.part().name());
        assertEquals(new Wire.OneWire(Optional.empty()), sensor.wire());
        assertEquals(ofSeconds(10), sensor.every());
        assertEquals(1, sensor.qos());
        assertEquals(ofMinutes(5), sensor.maxSilence());
        assertEquals(Optional.empty(), sensor.maxSame());
        assertEquals("sensoren/t", sensor.topic());
        assertEquals(false, sensor.json());
        assertEquals(
                new ShapingSettings(
                        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2),
                sensor.shaping().get(Quantity.TEMPERATURE));
    }

    @Test
    void readsEverythingThatASensorCanSay() throws Exception {
        SensorSettings sensor =
                read("""
                                sensors:
                                  temperatuur:
                                    part: maxim,ds18b20
                                    name: Kelder
                                    qos: 2
                                    rom: 28-0316a2791cff
                                    every: 500ms
                                    decimals: 1
                                    offset: -0.3
                                    filter: median 3
                                    deadband: 0.1
                                    max-silence: 1h
                                    limits: [-20, 60.5]
                                    max-rate: 6/min
                                    max-same: 6h
                                    topic: huis/kelder
                                    json: true
                                """)
                        .sensors()
                        .get(0);

        assertEquals("Kelder", sensor.title());
        assertEquals(2, sensor.qos());
        assertEquals(new Wire.OneWire(Optional.of("28-0316a2791cff")), sensor.wire());
        assertEquals(ofMillis(500), sensor.every());
        assertEquals(ofHours(1), sensor.maxSilence());
        assertEquals(Optional.of(ofHours(6)), sensor.maxSame());
        assertEquals("huis/kelder", sensor.topic());
        assertEquals(true, sensor.json());
        assertEquals(
                new ShapingSettings(
                        List.of(new Point(0, -0.3)),
                        Optional.of(new Limits(-20, 60.5)),
                        Optional.of(0.1),
                        Optional.of(new Filter(Filter.Kind.MEDIAN, 3)),
                        0.1,
                        1),
                sensor.shaping().get(Quantity.TEMPERATURE));
    }

    @Test
    void sortsCalibrationPointsByWhatWasMeasured() throws Exception {
        SensorSettings sensor =
                read("sensors: {t: {part: 'ti,tmp102', calibration: [[99.1, 100], [0.4, 0.0]]}}")
                        .sensors()
                        .get(0);

        assertEquals(
                List.of(new Point(0.4, 0), new Point(99.1, 100)),
                sensor.shaping().get(Quantity.TEMPERATURE).calibration());
    }

    @Test
    void sharesOutWhatIsSaidForEachQuantity() throws Exception {
        SensorSettings sensor =
                read("""
                                sensors:
                                  kas:
                                    part: bosch,bme280
                                    bus: 3
                                    address: 0x77
                                    limits: {temperatuur: [-20, 60], pressure: [900, 1100]}
                                    decimals: {vochtigheid: 0}
                                """)
                        .sensors()
                        .get(0);

        assertEquals(new Wire.I2c(3, 0x77), sensor.wire());
        assertEquals(
                Optional.of(new Limits(900, 1100)),
                sensor.shaping().get(Quantity.PRESSURE).limits());
        assertEquals(Optional.empty(), sensor.shaping().get(Quantity.RELATIVE_HUMIDITY).limits());
        assertEquals(0, sensor.shaping().get(Quantity.RELATIVE_HUMIDITY).decimals());
        assertEquals(2, sensor.shaping().get(Quantity.TEMPERATURE).decimals());
    }

    @Test
    void readsInputs() throws Exception {
        List<InputSettings> inputs =
                read("""
                                inputs:
                                  deur: {gpio: 27, pull: none, active: low, debounce: 5ms, class: door}
                                  knop: {gpio: 5, active: low}
                                  melder: {gpio: 6, name: Gang, qos: 0, topic: gang/beweging}
                                """)
                        .inputs();

        assertEquals(
                List.of(
                        new InputSettings(
                                "deur",
                                "deur",
                                27,
                                Pull.NONE,
                                false,
                                ofMillis(5),
                                1,
                                "door",
                                "ingangen/deur"),
                        new InputSettings(
                                "knop",
                                "knop",
                                5,
                                Pull.UP,
                                false,
                                ofMillis(20),
                                1,
                                "",
                                "ingangen/knop"),
                        new InputSettings(
                                "melder",
                                "Gang",
                                6,
                                Pull.DOWN,
                                true,
                                ofMillis(20),
                                0,
                                "",
                                "gang/beweging")),
                inputs);
    }

    @Test
    void readsOutputs() throws Exception {
        List<ActuatorSettings> actuators =
                read("""
                                actuators:
                                  pomp:
                                    gpio: 17
                                    name: Pomp
                                    active: low
                                    at-start: last
                                    at-stop: on
                                    at-crash: off
                                    on-broker-loss: {after: 2m, state: on}
                                    max-on: 10m
                                    refresh: 5m
                                    min-off: 30s
                                    interlock: [klep]
                                    dead-time: 1s
                                    qos: 2
                                    class: outlet
                                    topic: tuin/pomp
                                  klep: {gpio: 22, on-broker-loss: {}}
                                """)
                        .actuators();

        assertEquals(
                new ActuatorSettings(
                        "pomp",
                        "Pomp",
                        17,
                        false,
                        AtStart.LAST,
                        true,
                        false,
                        Optional.of(new BrokerLoss(ofMinutes(2), true)),
                        Optional.of(ofMinutes(10)),
                        Optional.of(ofMinutes(5)),
                        Optional.of(ofSeconds(30)),
                        List.of("klep"),
                        ofSeconds(1),
                        2,
                        "outlet",
                        "tuin/pomp"),
                actuators.get(0));
        assertEquals(
                new ActuatorSettings(
                        "klep",
                        "klep",
                        22,
                        true,
                        AtStart.OFF,
                        false,
                        false,
                        Optional.of(new BrokerLoss(ofSeconds(60), false)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        ofMillis(500),
                        1,
                        "",
                        "actuatoren/klep"),
                actuators.get(1));
    }

    @Test
    void drivesAtCrashWhatItDrivesAtStop() throws Exception {
        ActuatorSettings lamp =
                read("actuators: {lamp: {gpio: 5, at-stop: on}}").actuators().get(0);

        assertTrue(lamp.onAtStop());
        assertTrue(lamp.onAtCrash());
    }

    @Test
    void acceptsGroupsThatHaveOnlyComments() throws Exception {
        Settings settings =
                read("mqtt:\nsensors:\n  # temperatuur:\ninputs:\noutbox:\ntopics: {}\n");

        assertEquals(List.of(), settings.sensors());
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
                new SettingsReader(KELDER.withDeviceId("tafel-4"))
                        .read("x.yaml", "device: {id: kelder}\nmqtt: {topic-prefix: klas/%d/}");

        assertEquals("tafel-4", settings.device().id());
        assertEquals("klas/tafel-4/", settings.mqtt().topicPrefix());
    }

    @Test
    void triesSeveralBrokersInOrder() throws Exception {
        Settings settings =
                read(
                        "mqtt: {url: ['mqtts://a.example', 'ws://[::1]:9001/mqtt', 'wss://b', 'mqtt://c']}");

        assertEquals(
                List.of(
                        URI.create("mqtts://a.example:8883"),
                        URI.create("ws://[::1]:9001/mqtt"),
                        URI.create("wss://b:443"),
                        URI.create("mqtt://c:1883")),
                settings.mqtt().urls());
    }

    @Test
    void talksToItsOwnBrokerUnlessToldOtherwise() throws Exception {
        Settings own = read("broker: {listeners: ['mqtt://127.0.0.1:1884']}");
        Settings open = read("broker: {listeners: ['mqtt://0.0.0.0:1885'], allow-anonymous: true}");

        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1884")), own.mqtt().urls());
        assertEquals(
                List.of(URI.create("mqtt://127.0.0.1:1884")),
                own.broker().orElseThrow().listeners());
        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1885")), open.mqtt().urls());
    }

    @Test
    void readsWhomItsOwnBrokerLetsIn(@TempDir Path directory) throws Exception {
        for (String name : List.of("users", "broker.pem", "clients.pem", "secret")) {
            Files.writeString(directory.resolve(name), "x");
        }
        String text =
                """
                broker:
                  listeners: ["mqtt://0.0.0.0:1883", "wss://0.0.0.0:9443"]
                  password-file: users
                  certificate-file: broker.pem
                  client-ca-file: clients.pem
                  acl:
                    kelder-pi: {read: "#", write: ["sensoren/#", "apparaten/%u/#"]}
                    Jan: {}
                mqtt: {username: kelder-pi, password-file: secret}
                """;

        BrokerSettings broker =
                new SettingsReader(KELDER)
                        .read(directory.resolve("meetpost.yaml").toString(), text)
                        .broker()
                        .orElseThrow();

        assertEquals(
                List.of(URI.create("mqtt://0.0.0.0:1883"), URI.create("wss://0.0.0.0:9443")),
                broker.listeners());
        assertEquals(
                new Access(
                        false,
                        Optional.of(directory.resolve("users")),
                        Map.of(
                                "kelder-pi",
                                new Access.Rule(
                                        List.of("#"), List.of("sensoren/#", "apparaten/%u/#")),
                                "Jan",
                                new Access.Rule(List.of(), List.of())),
                        List.of()),
                broker.access());
        assertEquals(
                Optional.of(
                        new TlsSettings(
                                directory.resolve("broker.pem"),
                                directory.resolve("broker.pem"),
                                Optional.of(directory.resolve("clients.pem")))),
                broker.tls());
    }

    @Test
    void keepsWhatItsOwnBrokerKnows() throws Exception {
        BrokerSettings usual = read("broker: {}").broker().orElseThrow();
        BrokerSettings other =
                read("broker: {data: /data, sync: 0, retained-every: 1m}").broker().orElseThrow();
        BrokerSettings elsewhere = read("broker: {}\nstate: /srv").broker().orElseThrow();

        assertEquals(
                List.of(URI.create("mqtt://127.0.0.1:1883"), URI.create("ws://127.0.0.1:9001")),
                usual.listeners());
        assertEquals(
                Optional.of(
                        new StorageSettings(
                                Path.of("/var/lib/meetpost/broker"), ofSeconds(1), ofMinutes(5))),
                usual.storage());
        assertEquals(
                Optional.of(new StorageSettings(Path.of("/data"), Duration.ZERO, ofMinutes(1))),
                other.storage());
        assertEquals(
                Optional.of(Path.of("/srv/broker")),
                elsewhere.storage().map(StorageSettings::directory));
    }

    @Test
    void letsEverybodyInWhereItIsToldTo() throws Exception {
        String open = "broker: {listeners: 'mqtt://0.0.0.0:1883', allow-anonymous: true}";

        assertTrue(read(open).broker().orElseThrow().access().anonymous());
        assertTrue(read("broker: {}").broker().orElseThrow().access().anonymous());
    }

    @Test
    void readsTheDashboard() throws Exception {
        assertEquals(
                Optional.of(
                        new DashboardSettings(
                                "0.0.0.0", 8081, Optional.of(URI.create("ws://kelder:9001")))),
                read("dashboard: {listen: '0.0.0.0:8081', mqtt: 'ws://kelder:9001'}").dashboard());
        assertEquals(
                Optional.of(new DashboardSettings("127.0.0.1", 8080, Optional.empty())),
                read("dashboard: {}").dashboard());
    }

    @Test
    void publishesJsonForAllSensorsButThoseThatSayNo() throws Exception {
        Settings settings =
                read(
                        """
                        json: true
                        sensors:
                          a: {part: 'ti,tmp102'}
                          b: {part: 'ti,tmp102', address: 0x49, json: false}
                        """);

        assertEquals(List.of(true, false), settings.sensors().stream().map(s -> s.json()).toList());
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
        read(text);
    }

    @Test
    void namesTopicsAsTheFileSays() throws Exception {
        Settings settings =
                read(
                        """
                        topics: {sensors: sensors, actuators: outputs, quantities: english}
                        sensors: {t: {part: 'ti,tmp102'}}
                        actuators: {a: {gpio: 5}}
                        """);

        assertEquals("sensors/t", settings.sensors().get(0).topic());
        assertEquals("outputs/a", settings.actuators().get(0).topic());
        assertTrue(settings.topics().english());
    }

    @Test
    void followsAliases() throws Exception {
        Settings settings =
                read(
                        """
                        sensors:
                          a: {part: 'ti,tmp102', address: 0x48, limits: &house [-20, 60]}
                          b: {part: 'ti,tmp102', address: 0x49, limits: *house}
                        """);

        assertEquals(
                Optional.of(new Limits(-20, 60)),
                settings.sensors().get(1).shaping().get(Quantity.TEMPERATURE).limits());
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

    private static Settings read(String text) throws Exception {
        return new SettingsReader(KELDER).read("meetpost.yaml", text);
    }
}
