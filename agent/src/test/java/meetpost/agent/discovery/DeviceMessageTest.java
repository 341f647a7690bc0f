package meetpost.agent.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

class DeviceMessageTest {

    private static final String GREENHOUSE =
            """
            device: {id: kelder-pi, name: Kelder Pi}
            sensors:
              temperatuur: {part: "maxim,ds18b20", name: Kelder, decimals: 1, every: 20s}
              kas: {part: "bosch,bme280", every: 30s, deadband: {temperatuur: 0.1}, max-silence: 5m}
            inputs:
              deur: {gpio: 27, name: Voordeur, class: door}
            actuators:
              pomp: {gpio: 17, name: Pomp}
            """;

    @Test
    void findsNothingInWhatIsDeep() throws Exception {
        DeviceMessage message = message(GREENHOUSE);

        assertEquals(Map.of(), message.vanished("{\"components\":" + "[".repeat(20_000)));
        assertEquals(Map.of(), message.vanished("{\"a\":" + "{\"a\":".repeat(4_000)));
        assertEquals(Map.of(), message.vanished("[".repeat(60_000)));
    }

    @Test
    void tellsWhatIsOnTheDevice() throws Exception {
        assertEquals(
                json(
                        """
                        {"device": {"identifiers": ["meetpost-kelder-pi"], "name": "Kelder Pi",
                            "manufacturer": "Raspberry Pi", "model": "Raspberry Pi 5", "sw_version": "1.2.0"},
                         "origin": {"name": "Meetpost", "sw_version": "1.2.0"},
                         "availability": [{"topic": "apparaten/kelder-pi/status"}], "qos": 1,
                         "components": {
                           "sensor_temperatuur": {"platform": "sensor",
                             "unique_id": "kelder-pi_sensor_temperatuur",
                             "default_entity_id": "sensor.kelder_pi_temperatuur", "name": "Kelder",
                             "device_class": "temperature", "state_class": "measurement",
                             "unit_of_measurement": "°C", "suggested_display_precision": 1,
                             "expire_after": 60, "state_topic": "sensoren/temperatuur",
                             "availability": [{"topic": "apparaten/kelder-pi/status"},
                               {"topic": "sensoren/temperatuur/status"}], "availability_mode": "all"},
                           "problem_temperatuur": {"platform": "binary_sensor",
                             "unique_id": "kelder-pi_problem_temperatuur",
                             "default_entity_id": "binary_sensor.kelder_pi_temperatuur_problem",
                             "name": "Kelder problem", "device_class": "problem",
                             "entity_category": "diagnostic",
                             "state_topic": "sensoren/temperatuur/status",
                             "payload_on": "offline", "payload_off": "online",
                             "json_attributes_topic": "sensoren/temperatuur/fault",
                             "json_attributes_template": "{{ value if value else '{}' }}"},
                           "sensor_kas_temperatuur": {"platform": "sensor",
                             "unique_id": "kelder-pi_sensor_kas_temperatuur",
                             "default_entity_id": "sensor.kelder_pi_kas_temperatuur",
                             "name": "kas temperatuur",
                             "device_class": "temperature", "state_class": "measurement",
                             "unit_of_measurement": "°C", "suggested_display_precision": 2,
                             "expire_after": 900, "state_topic": "sensoren/kas/temperatuur",
                             "availability": [{"topic": "apparaten/kelder-pi/status"},
                               {"topic": "sensoren/kas/status"},
                               {"topic": "sensoren/kas/temperatuur/status"}], "availability_mode": "all"},
                           "sensor_kas_vochtigheid": {"platform": "sensor",
                             "unique_id": "kelder-pi_sensor_kas_vochtigheid",
                             "default_entity_id": "sensor.kelder_pi_kas_vochtigheid",
                             "name": "kas vochtigheid",
                             "device_class": "humidity", "state_class": "measurement",
                             "unit_of_measurement": "%", "suggested_display_precision": 1,
                             "expire_after": 900, "state_topic": "sensoren/kas/vochtigheid",
                             "availability": [{"topic": "apparaten/kelder-pi/status"},
                               {"topic": "sensoren/kas/status"},
                               {"topic": "sensoren/kas/vochtigheid/status"}], "availability_mode": "all"},
                           "sensor_kas_luchtdruk": {"platform": "sensor",
                             "unique_id": "kelder-pi_sensor_kas_luchtdruk",
                             "default_entity_id": "sensor.kelder_pi_kas_luchtdruk",
                             "name": "kas luchtdruk",
                             "device_class": "pressure", "state_class": "measurement",
                             "unit_of_measurement": "hPa", "suggested_display_precision": 2,
                             "expire_after": 900, "state_topic": "sensoren/kas/luchtdruk",
                             "availability": [{"topic": "apparaten/kelder-pi/status"},
                               {"topic": "sensoren/kas/status"},
                               {"topic": "sensoren/kas/luchtdruk/status"}], "availability_mode": "all"},
                           "problem_kas": {"platform": "binary_sensor",
                             "unique_id": "kelder-pi_problem_kas",
                             "default_entity_id": "binary_sensor.kelder_pi_kas_problem",
                             "name": "kas problem", "device_class": "problem",
                             "entity_category": "diagnostic",
                             "state_topic": "sensoren/kas/status",
                             "payload_on": "offline", "payload_off": "online",
                             "json_attributes_topic": "sensoren/kas/fault",
                             "json_attributes_template": "{{ value if value else '{}' }}"},
                           "input_deur": {"platform": "binary_sensor",
                             "unique_id": "kelder-pi_input_deur",
                             "default_entity_id": "binary_sensor.kelder_pi_deur", "name": "Voordeur",
                             "device_class": "door", "state_topic": "ingangen/deur",
                             "payload_on": "ON", "payload_off": "OFF"},
                           "actuator_pomp": {"platform": "switch",
                             "unique_id": "kelder-pi_actuator_pomp",
                             "default_entity_id": "switch.kelder_pi_pomp", "name": "Pomp",
                             "state_topic": "actuatoren/pomp", "command_topic": "actuatoren/pomp/set",
                             "payload_on": "ON", "payload_off": "OFF", "retain": false},
                           "board_started": {"platform": "sensor",
                             "unique_id": "kelder-pi_board_started",
                             "default_entity_id": "sensor.kelder_pi_started", "name": "Started",
                             "entity_category": "diagnostic", "device_class": "timestamp",
                             "state_topic": "apparaten/kelder-pi/info",
                             "value_template": "{{ value_json.started }}"},
                           "board_version": {"platform": "sensor",
                             "unique_id": "kelder-pi_board_version",
                             "default_entity_id": "sensor.kelder_pi_version", "name": "Version",
                             "entity_category": "diagnostic",
                             "state_topic": "apparaten/kelder-pi/info",
                             "value_template": "{{ value_json.version }}"},
                           "board_settings": {"platform": "binary_sensor",
                             "unique_id": "kelder-pi_board_settings",
                             "default_entity_id": "binary_sensor.kelder_pi_settings",
                             "name": "Settings problem", "device_class": "problem",
                             "entity_category": "diagnostic",
                             "state_topic": "apparaten/kelder-pi/info",
                             "value_template":
                               "{{ 'ON' if value_json.problems is defined else 'OFF' }}"}}}
                        """),
                json(message(GREENHOUSE).text()));
    }

    /** Home Assistant's documentation, Sensor: what only grows is a total. */
    @Test
    void showsWhatAMeterCountsAsATotal() throws Exception {
        String yaml =
                """
                device: {id: kas}
                sensors:
                  water: {part: mqtt, topic: esp/water, values: {volume: total, debiet: flow}, class: {volume: water}, republish: true}
                  regen: {part: mqtt, topic: esp/regen, values: neerslag, republish: true}
                  wind: {part: mqtt, topic: esp/wind, values: wind, republish: true}
                """;
        JsonObject all = json(message(yaml).text()).getObject("components");

        assertEquals(
                List.of("water", "total_increasing", "m³"),
                meter(all.getObject("sensor_water_volume")));
        assertEquals(
                List.of("volume_flow_rate", "measurement", "L/min"),
                meter(all.getObject("sensor_water_debiet")));
        assertEquals(
                List.of("precipitation", "total_increasing", "mm"),
                meter(all.getObject("sensor_regen")));
        assertEquals(
                List.of("wind_speed", "measurement", "m/s"), meter(all.getObject("sensor_wind")));
    }

    private static List<String> meter(JsonObject sensor) {
        return List.of(
                sensor.getString("device_class"),
                sensor.getString("state_class"),
                sensor.getString("unit_of_measurement"));
    }

    /** Home Assistant's documentation, MQTT event: what comes is JSON with its type. */
    @Test
    void showsAButtonAsItsEvents() throws Exception {
        String yaml =
                """
                device: {id: kas}
                inputs:
                  knop: {gpio: 5, name: Knop, events: true}
                  gang: {gpio: 6, class: motion, off-delay: 2m}
                """;
        JsonObject all = json(message(yaml).text()).getObject("components");

        assertEquals(
                json(
                        """
                        {"platform": "event", "unique_id": "kas_event_knop",
                         "default_entity_id": "event.kas_knop", "name": "Knop",
                         "device_class": "button", "state_topic": "ingangen/knop/event",
                         "value_template": "{\\"event_type\\": \\"{{ value }}\\"}",
                         "event_types": ["click", "double", "long"]}
                        """),
                all.getObject("event_knop"));
        assertEquals(Set.of("input_knop", "event_knop", "input_gang"), withoutBoard(all.keySet()));
        assertEquals("motion", all.getObject("input_gang").getString("device_class"));
    }

    @Test
    void showsAnOutputAsWhatItsClassSays() throws Exception {
        String yaml =
                """
                device: {id: kas}
                actuators:
                  klep: {gpio: 5, class: valve}
                  sproeier: {gpio: 6, class: water}
                  lamp: {gpio: 13, class: light}
                  afzuiging: {gpio: 16, class: fan}
                  stekker: {gpio: 19, class: outlet}
                  relais: {gpio: 20, class: switch}
                """;
        JsonObject all = json(message(yaml).text()).getObject("components");

        assertEquals(
                json(
                        """
                        {"platform": "valve", "unique_id": "kas_actuator_klep",
                         "default_entity_id": "valve.kas_klep", "name": "klep",
                         "state_topic": "actuatoren/klep", "command_topic": "actuatoren/klep/set",
                         "payload_open": "ON", "payload_close": "OFF",
                         "state_open": "ON", "state_closed": "OFF", "retain": false}
                        """),
                all.getObject("actuator_klep"));
        assertEquals(
                json(
                        """
                        {"platform": "valve", "unique_id": "kas_actuator_sproeier",
                         "default_entity_id": "valve.kas_sproeier", "name": "sproeier",
                         "device_class": "water",
                         "state_topic": "actuatoren/sproeier",
                         "command_topic": "actuatoren/sproeier/set",
                         "payload_open": "ON", "payload_close": "OFF",
                         "state_open": "ON", "state_closed": "OFF", "retain": false}
                        """),
                all.getObject("actuator_sproeier"));
        assertEquals(
                json(
                        """
                        {"platform": "light", "unique_id": "kas_actuator_lamp",
                         "default_entity_id": "light.kas_lamp", "name": "lamp",
                         "state_topic": "actuatoren/lamp", "command_topic": "actuatoren/lamp/set",
                         "payload_on": "ON", "payload_off": "OFF", "retain": false}
                        """),
                all.getObject("actuator_lamp"));
        assertEquals(
                json(
                        """
                        {"platform": "fan", "unique_id": "kas_actuator_afzuiging",
                         "default_entity_id": "fan.kas_afzuiging", "name": "afzuiging",
                         "state_topic": "actuatoren/afzuiging",
                         "command_topic": "actuatoren/afzuiging/set",
                         "payload_on": "ON", "payload_off": "OFF", "retain": false}
                        """),
                all.getObject("actuator_afzuiging"));
        assertEquals(
                json(
                        """
                        {"platform": "switch", "unique_id": "kas_actuator_stekker",
                         "default_entity_id": "switch.kas_stekker", "name": "stekker",
                         "device_class": "outlet",
                         "state_topic": "actuatoren/stekker",
                         "command_topic": "actuatoren/stekker/set",
                         "payload_on": "ON", "payload_off": "OFF", "retain": false}
                        """),
                all.getObject("actuator_stekker"));
        assertEquals("switch", all.getObject("actuator_relais").getString("device_class", "none"));
    }

    @Test
    void givesASensorTheClassThatTheSettingsSay() throws Exception {
        JsonObject all =
                json(message(
                                        """
                                        sensors:
                                          kelder: {part: "maxim,ds18b20", class: temperature}
                                          kas:
                                            part: "bosch,bme280"
                                            class:
                                              luchtdruk: atmospheric_pressure
                                              humidity: moisture
                                        """)
                                .text())
                        .getObject("components");

        assertEquals("temperature", all.getObject("sensor_kelder").getString("device_class"));
        assertEquals(
                "atmospheric_pressure",
                all.getObject("sensor_kas_luchtdruk").getString("device_class"));
        assertEquals("moisture", all.getObject("sensor_kas_vochtigheid").getString("device_class"));
        assertEquals(
                "temperature", all.getObject("sensor_kas_temperatuur").getString("device_class"));
    }

    @Test
    void knowsWhatAnEarlierMessageHadAndItHasNot() throws Exception {
        String earlier = message(GREENHOUSE).text();
        DeviceMessage now =
                message(
                        """
                        device: {id: kelder-pi}
                        sensors:
                          temperatuur: {part: "maxim,ds18b20"}
                        actuators:
                          pomp: {gpio: 17, class: fan}
                        """);

        assertEquals(
                Map.of(
                        "sensor_kas_temperatuur", "sensor",
                        "sensor_kas_vochtigheid", "sensor",
                        "sensor_kas_luchtdruk", "sensor",
                        "problem_kas", "binary_sensor",
                        "input_deur", "binary_sensor",
                        "actuator_pomp", "switch"),
                now.vanished(earlier));
        assertEquals(
                json("{\"platform\": \"binary_sensor\"}"),
                json(now.textWithout(Map.of("input_deur", "binary_sensor")))
                        .getObject("components")
                        .getObject("input_deur"));
    }

    @Test
    void makesNothingOfATextThatIsNoMessageOfOurs() throws Exception {
        DeviceMessage message = message(GREENHOUSE);

        assertEquals(Map.of(), message.vanished(""));
        assertEquals(Map.of(), message.vanished("[1]"));
        assertEquals(Map.of(), message.vanished("{\"components\": {\"a\": 1}}"));
        assertEquals(Map.of(), message.vanished("{\"components\": 3}"));
    }

    /** It would show the other board's values and states as this one's. */
    @Test
    void tellsOfQuantitiesThatFollowFromOthers() throws Exception {
        JsonObject all =
                json(message(
                                        """
                                        device: {id: kas}
                                        sensors:
                                          buiten:
                                            part: bme280
                                            derive: absolute-vochtigheid
                                            quantities:
                                              fahrenheit: {formula: temperatuur * 1.8 + 32, unit: °F, decimals: 1, class: temperature}
                                              index: {formula: temperatuur / 2}
                                              tank: {formula: temperatuur * 2, unit: L, class: water}
                                        """)
                                .text())
                        .getObject("components");

        assertEquals(
                json(
                        """
                        {"platform": "sensor", "unique_id": "kas_sensor_buiten_fahrenheit",
                         "default_entity_id": "sensor.kas_buiten_fahrenheit",
                         "name": "buiten fahrenheit", "device_class": "temperature",
                         "state_class": "measurement", "unit_of_measurement": "°F",
                         "suggested_display_precision": 1, "expire_after": 30,
                         "state_topic": "sensoren/buiten/fahrenheit",
                         "availability": [{"topic": "apparaten/kas/status"},
                           {"topic": "sensoren/buiten/status"},
                           {"topic": "sensoren/buiten/fahrenheit/status"}],
                         "availability_mode": "all"}
                        """),
                all.getObject("sensor_buiten_fahrenheit"));
        JsonObject absolute = all.getObject("sensor_buiten_absolute-vochtigheid");
        assertEquals("g/m³", absolute.getString("unit_of_measurement"));
        assertEquals("none", absolute.getString("device_class", "none"));
        JsonObject index = all.getObject("sensor_buiten_index");
        assertEquals("none", index.getString("unit_of_measurement", "none"));
        JsonObject tank = all.getObject("sensor_buiten_tank");
        assertEquals("total_increasing", tank.getString("state_class"));
    }

    @Test
    void leavesOutWhatIsAnotherBoards() throws Exception {
        Settings settings = settings(GREENHOUSE);
        var topics = new Topics(settings.topics(), "", settings.device().id());
        Set<String> theirs = Set.of("sensoren/temperatuur", "ingangen/deur", "actuatoren/pomp");

        var message =
                new DeviceMessage(
                        settings,
                        topics,
                        "Raspberry Pi 5",
                        "1.2.0",
                        each -> !theirs.contains(each));

        assertEquals(
                Set.of(
                        "sensor_kas_temperatuur",
                        "sensor_kas_luchtdruk",
                        "sensor_kas_vochtigheid",
                        "problem_kas"),
                withoutBoard(json(message.text()).getObject("components").keySet()));
    }

    /** Home Assistant puts the device's name before each entity's. */
    @Test
    void whatBeginsWithTheDevicesNameHasItOnce() throws Exception {
        JsonObject all =
                json(message(
                                        """
                                        device: {id: kelder, name: Kelder}
                                        sensors:
                                          kelder-temperatuur: {part: ds18b20, name: kelder temperatuur}
                                          kelderlucht: {part: bme280, name: Kelderlucht}
                                        """)
                                .text())
                        .getObject("components");

        JsonObject doubled = all.getObject("sensor_kelder-temperatuur");
        assertEquals("Temperatuur", doubled.getString("name"));
        assertEquals("sensor.kelder_temperatuur", doubled.getString("default_entity_id"));
        assertEquals("kelder_sensor_kelder-temperatuur", doubled.getString("unique_id"));
        JsonObject other = all.getObject("sensor_kelderlucht_luchtdruk");
        assertEquals("Kelderlucht luchtdruk", other.getString("name"));
        assertEquals("sensor.kelder_kelderlucht_luchtdruk", other.getString("default_entity_id"));
    }

    @Test
    void whatTheBoardMeasuresOfItselfIsADiagnosis() throws Exception {
        JsonObject all =
                json(message("device: {id: kas}\nsensors: {bord: {part: \"meetpost,system\"}}")
                                .text())
                        .getObject("components");

        assertEquals(
                Set.of("diagnostic"),
                all.values().stream()
                        .map(each -> ((JsonObject) each).getString("entity_category", "none"))
                        .collect(Collectors.toSet()));
        assertTrue(all.size() > 5, all.toString());
    }

    /** Home Assistant's documentation, MQTT: a URL that its users can reach. */
    @Test
    void thePageIsNamedWhereOthersCanReachIt() throws Exception {
        assertEquals("none", page("dashboard: {listen: \"127.0.0.1:8080\"}"));
        assertEquals("none", page("dashboard: {listen: \"0.0.0.0:8080\"}"));
        assertEquals(
                "http://kas.local:8080",
                page("dashboard: {listen: \"0.0.0.0:8080\", hosts: [kas.local]}"));
        assertEquals("http://192.0.2.7:8080", page("dashboard: {listen: \"192.0.2.7:8080\"}"));
    }

    private static String page(String dashboard) throws Exception {
        return json(message("device: {id: kas}\n" + dashboard).text())
                .getObject("device")
                .getString("configuration_url", "none");
    }

    private static Set<String> withoutBoard(Set<String> keys) {
        return keys.stream().filter(key -> !key.startsWith("board_")).collect(Collectors.toSet());
    }

    static Settings settings(String yaml) throws Exception {
        var surroundings =
                new Surroundings(
                        "pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        return new SettingsReader(surroundings).read("test.yaml", yaml);
    }

    private static DeviceMessage message(String yaml) throws Exception {
        Settings settings = settings(yaml);
        var topics = new Topics(settings.topics(), "", settings.device().id());
        return new DeviceMessage(settings, topics, "Raspberry Pi 5", "1.2.0", any -> true);
    }

    private static JsonObject json(String text) throws Exception {
        return JsonParser.object().from(text);
    }
}
