package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.Test;

class BrokerAddressTest {

    private static final String PAGE = "dashboard: {}\nactuators: {pomp: {gpio: 17}}\n";

    @Test
    void ofOurOwnBrokerIsItsListenerForBrowsersOnTheHostOfThePage() throws SettingsException {
        String ours = PAGE + "broker: {}\n";

        assertEquals(
                "ws://kelder-pi.local:9001",
                from("kelder-pi.local", ours, "mqtt://127.0.0.1:1883", "ws://127.0.0.1:9001"));
        assertEquals("ws://192.168.1.7:9443", from("localhost", ours, "ws://192.168.1.7:9443"));
        assertEquals("none", from("localhost", ours, "mqtt://127.0.0.1:1883"));
    }

    @Test
    void ofAnotherBrokerIsPort9001OfItsHost() throws SettingsException {
        assertEquals("ws://10.0.0.5:9001", from("10.0.0.5", PAGE));
        assertEquals(
                "ws://server.lan:9001",
                from("10.0.0.5", PAGE + "mqtt: {url: \"mqtts://server.lan:8883\"}\n"));
        assertEquals(
                "wss://server.lan:443",
                from("10.0.0.5", PAGE + "mqtt: {url: \"wss://server.lan:443\"}\n"));
    }

    @Test
    void ofAContainerIsItsNameWithAnUnderscore() throws SettingsException {
        assertEquals(
                "ws://mqtt_broker:9001",
                from("10.0.0.5", PAGE + "mqtt: {url: \"mqtt://mqtt_broker:1883/\"}\n"));
        assertEquals(
                "ws://10.0.0.5:9001",
                from("10.0.0.5", PAGE + "mqtt: {url: \"MQTT://LOCALHOST\"}\n"));
    }

    @Test
    void isWhatSettingsSay() throws SettingsException {
        assertEquals(
                "ws://kelder-pi:9005",
                from(
                        "localhost",
                        PAGE.replace("{}", "{mqtt: \"ws://kelder-pi:9005\"}") + "broker: {}\n",
                        "ws://127.0.0.1:9001"));
    }

    private static String from(String page, String text, String... bound) throws SettingsException {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        var settings = new SettingsReader(here).read("meetpost.yaml", text);
        List<URI> listeners = List.of(bound).stream().map(URI::create).toList();
        return new BrokerAddress(settings, () -> listeners)
                .from(page)
                .map(URI::toString)
                .orElse("none");
    }
}
