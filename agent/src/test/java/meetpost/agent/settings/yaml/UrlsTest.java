package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import meetpost.agent.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of brokers as people and containers have them, wherever settings take one. */
class UrlsTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://mqtt_broker:1883, mqtt://mqtt_broker:1883",
        "mqtt://_broker_, mqtt://_broker_:1883",
        "MQTT://Host, mqtt://host:1883",
        "Mqtts://HOST.Example.:8884, mqtts://host.example.:8884",
        "mqtt://host:1883/, mqtt://host:1883",
        "mqtt://host/, mqtt://host:1883",
        "mqtt://host:, mqtt://host:1883",
        "wss://h/mqtt?x=1, wss://h:443/mqtt?x=1",
        "wss://h?x=a@b, wss://h:443?x=a@b",
        "WS://h/Mqtt/, ws://h:80/Mqtt/",
        "mqtt://xn--bcher-kva.example, mqtt://xn--bcher-kva.example:1883",
        "mqtt://[2001:DB8::1]:1884, mqtt://[2001:db8::1]:1884",
        "mqtt://[fe80::1%eth0], mqtt://[fe80::1%eth0]:1883",
        "mqtt://[fe80::1%25wlan0]:1883/, mqtt://[fe80::1%wlan0]:1883",
        "mqtt://[::ffff:192.168.1.20], mqtt://[::ffff:192.168.1.20]:1883",
        "mqtt://3com, mqtt://3com:1883",
        "mqtt://host:01883, mqtt://host:1883",
    })
    void areTakenAsResolversTakeThem(String written, String read) throws Exception {
        assertEquals(
                List.of(URI.create(read)),
                KelderPi.read("mqtt: {url: \"" + written + "\"}").mqtt().urls());
    }

    @Test
    void areTheSameOfBridgesListenersAndThePage() throws Exception {
        Settings settings =
                KelderPi.read(
                        """
                        bridges: {cloud: {url: "MQTT://mqtt_broker/", out: ["#"]}}
                        broker: {listeners: ["MQTT://my_host:1883/", "WS://[::1]:9001"], allow-anonymous: true}
                        dashboard: {mqtt: "WS://mqtt_broker/mqtt?x=1"}
                        """);

        assertEquals(
                List.of(URI.create("mqtt://mqtt_broker:1883")),
                settings.bridges().get(0).far().urls());
        assertEquals(
                List.of(URI.create("mqtt://my_host:1883"), URI.create("ws://[::1]:9001")),
                settings.broker().orElseThrow().listeners());
        assertEquals(
                URI.create("ws://mqtt_broker:80/mqtt?x=1"),
                settings.dashboard().orElseThrow().mqtt().orElseThrow());
    }

    @Test
    void ofTheCommandLineNameItsOptionsForAUser() {
        var wrong =
                assertThrows(
                        WrongValue.class,
                        () ->
                                Urls.typed(
                                        "mqtt://jan:geheim@mqtt_broker",
                                        List.of("mqtt"),
                                        "mqtt://localhost:1883"));

        assertEquals(
                "a user or password in the URL \"mqtt://mqtt_broker\", expected them as --username"
                        + " and --password-file",
                wrong.getMessage());
    }
}
