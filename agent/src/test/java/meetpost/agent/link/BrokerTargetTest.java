package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTargetTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost, localhost, 1883, /mqtt, mqtt://localhost:1883",
        "mqtts://kelder.example, kelder.example, 8883, /mqtt, mqtts://kelder.example:8883",
        "ws://kelder/elders, kelder, 80, /elders, ws://kelder:80",
        "wss://kelder:9443/mqtt, kelder, 9443, /mqtt, wss://kelder:9443",
        "mqtt://my_broker:1884, my_broker, 1884, /mqtt, mqtt://my_broker:1884",
        "mqtt://[::1]:1883, ::1, 1883, /mqtt, mqtt://[::1]:1883",
        "mqtt://[fe80::1%eth0]:1883, fe80::1%eth0, 1883, /mqtt, mqtt://[fe80::1%eth0]:1883",
        "mqtt://kelder.example.:1883, kelder.example., 1883, /mqtt, mqtt://kelder.example.:1883",
        "wss://mqtt_broker:443/mqtt?x=1, mqtt_broker, 443, /mqtt?x=1, wss://mqtt_broker:443",
        "ws://kelder:80?x=1, kelder, 80, /mqtt?x=1, ws://kelder:80",
    })
    void readsAUrl(String url, String host, int port, String path, String shown) {
        BrokerTarget target = BrokerTarget.of(URI.create(url));

        assertEquals(host, target.host());
        assertEquals(port, target.port());
        assertEquals(path, target.path());
        assertEquals(shown, target.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "wss://kelder.example.:9443, kelder.example, kelder.example:9443",
        "ws://[fe80::1%eth0]:9001, fe80::1, [fe80::1]:9001",
        "ws://mqtt_broker:9001, mqtt_broker, mqtt_broker:9001",
    })
    void callsTheOtherSideByANameThatItKnows(String url, String name, String header) {
        BrokerTarget target = BrokerTarget.of(URI.create(url));

        assertEquals(name, target.name());
        assertEquals(header, target.header());
    }
}
