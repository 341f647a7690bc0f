package meetpost.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** Which pages a browser may connect from, and what the log says of others. */
class OriginsTest {

    private static final String SWITCHING = "101 Switching Protocols";
    private static final String FORBIDDEN = "403 Forbidden";

    private final List<String> events = new ArrayList<>();

    @Test
    void letsInWhatIsNoBrowserAndPagesOfThisMachine() throws Exception {
        try (var broker = broker(true)) {
            assertEquals(SWITCHING, answer(broker, "localhost:9001", ""));
            assertEquals(SWITCHING, answer(broker, "localhost:9001", "http://localhost:8080"));
            assertEquals(SWITCHING, answer(broker, "127.0.0.1:9001", "http://127.0.0.1:8080"));
            assertEquals(SWITCHING, answer(broker, "[::1]:9001", "http://[::1]:8080"));
            assertEquals(SWITCHING, answer(broker, "localhost:9001", "https://localhost"));
        }
    }

    @Test
    void letsInPagesOfTheHostThatItIsCalledBy() throws Exception {
        try (var broker = broker(true)) {
            assertEquals(SWITCHING, answer(broker, "kelder-pi:9001", "http://kelder-pi:8080"));
            assertEquals(SWITCHING, answer(broker, "Kelder.local", "http://kelder.local"));
            assertEquals(SWITCHING, answer(broker, "192.168.1.7:9001", "http://192.168.1.7"));
            assertEquals(SWITCHING, answer(broker, "[fd00::7]:9001", "http://[fd00::7]:8080"));
        }
    }

    @Test
    void refusesPagesOfOthers() throws Exception {
        try (var broker = broker(true)) {
            assertEquals(FORBIDDEN, answer(broker, "localhost:9001", "https://evil.example"));
            assertEquals(FORBIDDEN, answer(broker, "localhost:9001", "http://192.168.1.9:8123"));
            assertEquals(FORBIDDEN, answer(broker, "kelder-pi:9001", "http://zolder-pi:8080"));
            assertEquals(FORBIDDEN, answer(broker, "x", "http://localhost.evil.example"));
            assertEquals(FORBIDDEN, answer(broker, "x", "http://localhost@evil.example:8080"));
            assertEquals(
                    FORBIDDEN, answer(broker, "127.0.0.1:9001", "http://127.0.0.1.nip.example"));
        }
    }

    /** Such a name can be made to point here: DNS rebinding. */
    @Test
    void refusesAPageOfAPublicNameEvenIfItIsCalledByThat() throws Exception {
        try (var broker = broker(true)) {
            assertEquals(FORBIDDEN, answer(broker, "evil.example:9001", "http://evil.example"));
        }
    }

    /** A file that was opened, but also a frame in any page that wants to be nobody. */
    @Test
    void refusesAPageWithoutAnOriginOfItsOwn() throws Exception {
        try (var broker = broker(true)) {
            assertEquals(FORBIDDEN, answer(broker, "localhost:9001", "null"));
            assertEquals(FORBIDDEN, answer(broker, "localhost:9001", "file://"));
        }
    }

    @Test
    void takesAnyPageWhereAPasswordIsAskedFor() throws Exception {
        try (var broker = broker(false)) {
            assertEquals(SWITCHING, answer(broker, "kelder-pi:9001", "http://192.168.1.9:8123"));
            assertEquals(SWITCHING, answer(broker, "kelder-pi:9001", "https://mqttx.example"));
            assertEquals(SWITCHING, answer(broker, "kelder-pi:9001", "null"));
        }
    }

    @Test
    void takesOnlyWhatIsListed() throws Exception {
        try (var broker = broker(true, "http://zolder-pi:8080", "null")) {
            assertEquals(SWITCHING, answer(broker, "kelder-pi", "http://zolder-pi:8080"));
            assertEquals(SWITCHING, answer(broker, "kelder-pi", "null"));
            assertEquals(FORBIDDEN, answer(broker, "localhost:9001", "http://localhost:8080"));
        }
        try (var broker = broker(false, "http://zolder-pi:8080")) {
            assertEquals(FORBIDDEN, answer(broker, "kelder-pi", "http://kelder-pi"));
        }
        try (var broker = broker(true, "*")) {
            assertEquals(SWITCHING, answer(broker, "kelder-pi", "https://evil.example"));
        }
    }

    @Test
    void saysOnceWhichSettingLetsAPageIn() throws Exception {
        try (var broker = broker(true)) {
            answer(broker, "localhost:9001", "http://nodered.example:1880");
            answer(broker, "localhost:9001", "http://nodered.example:1880");

            assertEquals(2, broker.metrics().connectionsRefused());
        }
        assertEquals(
                List.of(
                        "a browser's page of http://nodered.example:1880 is refused;"
                                + " `origins: [\"http://nodered.example:1880\"]` under `broker:` lets"
                                + " it in"),
                events.stream().filter(event -> event.contains("page")).toList());
    }

    private Broker broker(boolean anonymous, String... origins) throws IOException {
        var access = new Access(anonymous, Optional.empty(), Map.of(), List.of(origins));
        var settings = new BrokerSettings(List.of(URI.create("ws://127.0.0.1:0"))).with(access);
        return Broker.start(settings, events::add);
    }

    /** The first line of the answer, without {@code HTTP/1.1}. */
    private static String answer(Broker broker, String host, String origin) throws IOException {
        try (var client = new RawClient(broker.port())) {
            String request =
                    "GET /mqtt HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n"
                            + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                            + "\r\n";
            client.sendBytes(request.getBytes(US_ASCII));
            var line = new StringBuilder();
            for (int c = client.in().read(); c != '\r' && c >= 0; c = client.in().read()) {
                line.append((char) c);
            }
            return line.substring("HTTP/1.1 ".length());
        }
    }
}
