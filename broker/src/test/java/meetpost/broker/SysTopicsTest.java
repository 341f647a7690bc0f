package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** {@code $SYS/broker/#}, with the names of mosquitto(8). */
class SysTopicsTest {

    @Test
    void saysWhatTheBrokerCounts() throws Exception {
        try (var broker = broker();
                var client = RawClient.connected(broker.port(), "a");
                var other = RawClient.connected(broker.port(), "b")) {
            other.send("31 04 00 01 't' 'x'").expectNothing();
            client.send("82 12 00 01 00 0D '$SYS/broker/#' 00").expect("90 03 00 01 00");

            Map<String, String> values = retained(client, 24);

            assertEquals("2", values.get("$SYS/broker/clients/connected"));
            assertEquals("2", values.get("$SYS/broker/clients/total"));
            assertEquals("1", values.get("$SYS/broker/publish/messages/received"));
            assertTrue(values.get("$SYS/broker/uptime").matches("\\d+ seconds"), "" + values);
            assertTrue(values.get("$SYS/broker/version").startsWith("meetpost version"));
        }
    }

    /** [MQTT-4.7.2-1], and a client cannot make them up. */
    @Test
    void areNeitherMatchedByHashNorTakenFromClients() throws Exception {
        try (var broker = broker();
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");
            client.send("82 0E 00 02 00 09 '$SYS/mine' 00").expect("90 03 00 02 00");

            client.send("30 0C 00 09 '$SYS/mine' 'x'").expectNothing();
        }
    }

    private static Map<String, String> retained(RawClient client, int count) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            assertEquals(0x31, client.in().read());
            byte[] body = client.in().readNBytes(client.in().read());
            values.put(
                    new String(body, 2, body[1], UTF_8),
                    new String(body, 2 + body[1], body.length - 2 - body[1], UTF_8));
        }
        return values;
    }

    private static Broker broker() throws IOException {
        return Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }
}
