package meetpost.agent.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost, localhost, 1883, /mqtt, mqtt://localhost:1883",
        "mqtts://kelder.example, kelder.example, 8883, /mqtt, mqtts://kelder.example:8883",
        "ws://kelder/elders, kelder, 80, /elders, ws://kelder:80",
        "wss://kelder:9443/mqtt, kelder, 9443, /mqtt, wss://kelder:9443",
        "mqtt://my_broker:1884, my_broker, 1884, /mqtt, mqtt://my_broker:1884",
        "mqtt://[::1]:1883, ::1, 1883, /mqtt, mqtt://[::1]:1883",
    })
    void readsAUrl(String url, String host, int port, String path, String shown) {
        Target target = Target.of(URI.create(url));

        assertEquals(host, target.host());
        assertEquals(port, target.port());
        assertEquals(path, target.path());
        assertEquals(shown, target.toString());
    }
}
