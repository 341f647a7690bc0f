package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

class ThingsTextTest {

    @Test
    void saysWhatThereIsInWhichRoomAndOnWhichTopics() throws Exception {
        String text =
                text(
                        """
                        device: {id: kelder-pi, name: Kelder}
                        mqtt: {topic-prefix: kas-3/}
                        sensors:
                          vloer: {part: ds18b20, room: Hal, every: 30s}
                          kas: {part: bme280, address: 0x76, name: Broeikas, deadband: {temperatuur: 0.1}, max-silence: 2m}
                        inputs:
                          deur: {gpio: 27, class: door, room: " Hal "}
                        actuators:
                          pomp: {gpio: 17, name: Pomp, room: Kas}
                        rules:
                          gang: {follow: deur, output: pomp}
                        alarms:
                          open: {when: deur is on, message: "open"}
                        """);

        assertEquals(
                "{\"name\":\"Kelder\","
                        + "\"outputs\":[{\"name\":\"pomp\",\"title\":\"Pomp\",\"room\":\"Kas\","
                        + "\"topic\":\"kas-3/actuatoren/pomp\"}],"
                        + "\"inputs\":[{\"name\":\"deur\",\"room\":\"Hal\","
                        + "\"topic\":\"kas-3/ingangen/deur\",\"class\":\"door\"}],"
                        + "\"rules\":[{\"name\":\"gang\",\"topic\":\"kas-3/regelingen/gang\","
                        + "\"setpoint\":false}],"
                        + "\"alarms\":[{\"name\":\"open\",\"topic\":\"kas-3/alarmen/open\"}],"
                        + "\"sensors\":[{\"name\":\"vloer\",\"room\":\"Hal\","
                        + "\"topic\":\"kas-3/sensoren/vloer\",\"part\":\"maxim,ds18b20\","
                        + "\"seconds\":30.0,\"quantities\":[{\"name\":\"temperatuur\","
                        + "\"unit\":\"°C\",\"topic\":\"kas-3/sensoren/vloer\"}]},"
                        + "{\"name\":\"kas\",\"title\":\"Broeikas\","
                        + "\"topic\":\"kas-3/sensoren/kas\",\"part\":\"bosch,bme280\","
                        + "\"seconds\":120.0,\"quantities\":["
                        + "{\"name\":\"temperatuur\",\"unit\":\"°C\","
                        + "\"topic\":\"kas-3/sensoren/kas/temperatuur\"},"
                        + "{\"name\":\"vochtigheid\",\"unit\":\"%\","
                        + "\"topic\":\"kas-3/sensoren/kas/vochtigheid\"},"
                        + "{\"name\":\"luchtdruk\",\"unit\":\"hPa\","
                        + "\"topic\":\"kas-3/sensoren/kas/luchtdruk\"}]}]}",
                text);
    }

    @Test
    void countsWhatDoesNotFitInto64Kilobytes() throws Exception {
        var file = new StringBuilder("sensors:\n");
        for (int i = 0; i < 400; i++) {
            file.append("  s").append(i).append(": {part: mqtt, topic: ander/").append(i);
            file.append(", name: ").append("é".repeat(100)).append(", values: temperatuur}\n");
        }

        String text = text(file.toString());

        int bytes = text.getBytes(UTF_8).length;
        assertTrue(bytes <= 65_536, "bytes: " + bytes);
        assertTrue(bytes > 64_000, "bytes: " + bytes);
        JsonObject json = JsonParser.object().from(text);
        assertEquals(400, json.getArray("sensors").size() + json.getInt("left-out"));
    }

    private static String text(String file) throws Exception {
        var surroundings =
                new Surroundings(
                        "kelder-pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/var/lib/meetpost"),
                        Optional.empty());
        Settings settings = new SettingsReader(surroundings).read("meetpost.yaml", file);
        return ThingsText.of(
                settings,
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id()));
    }
}
