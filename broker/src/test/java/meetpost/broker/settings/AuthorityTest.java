package meetpost.broker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://mqtt_broker:1883, mqtt_broker, 1883, mqtt_broker",
        "mqtt://localhost, localhost, -1, localhost",
        "ws://[::1]:9001/mqtt, [::1], 9001, ::1",
        "ws://[fe80::1%eth0]:9001, [fe80::1%eth0], 9001, fe80::1%eth0",
        "mqtt://kelder.example.:1883, kelder.example., 1883, kelder.example.",
    })
    void isTheHostAndThePortOfAUrl(String url, String host, int port, String bare) {
        Authority at = Authority.of(URI.create(url));

        assertEquals(new Authority(host, port), at);
        assertEquals(bare, at.bareHost());
    }

    @Test
    void isNotThereWhereAUrlHasNoHost() {
        assertEquals(Optional.empty(), Authority.find(URI.create("mqtt:kelder")));
        assertEquals(Optional.empty(), Authority.find(URI.create("mqtt://host:port")));
        assertThrows(IllegalArgumentException.class, () -> Authority.of(URI.create("mqtt:kelder")));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true, true",
        "127.0.1.1, true, true",
        "[::1], true, true",
        "127.kas.lan, false, true",
        "10.0.0.7, false, true",
        "[fd00::7], false, true",
        "kelder-pi, false, true",
        "kelder-pi.local, false, true",
        "localhost.evil.example, false, false",
        "127.evil.example, false, false",
        "local.evil.example, false, false",
    })
    void isHereOrNearbyByItsName(String host, boolean here, boolean nearby) {
        var at = new Authority(host, 1883);

        assertEquals(here, at.isLoopback());
        assertEquals(nearby, at.isNearby());
    }
}
