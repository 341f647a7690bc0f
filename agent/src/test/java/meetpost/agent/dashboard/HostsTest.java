package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostsTest {

    private static final Hosts HERE = new Hosts(true, Set.of());
    private static final Hosts NETWORK = new Hosts(false, Set.of("kelder.example.org"));

    @Test
    void onlyThisMachinesOwnNamesReachWhatOnlyItCanReach() {
        for (String name :
                List.of("localhost", "127.0.0.1:8080", "127.3.2.1", "[::1]:80", "Localhost.")) {
            assertTrue(HERE.known(name), name);
        }
        for (String name : List.of("kelder-pi", "10.0.0.1", "localhost.evil.example", "")) {
            assertFalse(HERE.known(name), name);
        }
    }

    @Test
    void whatIsOpenToTheNetworkIsCalledByNamesThatOnlyTheNetworkHas() {
        for (String name :
                List.of(
                        "10.0.0.7:8080",
                        "[fd00::7]:8080",
                        "kelder-pi",
                        "Kelder-Pi.local:8080",
                        "pi.home.arpa",
                        "kelder.example.org")) {
            assertTrue(NETWORK.known(name), name);
        }
        for (String name :
                List.of("pi.example.org", "evil.example:8080", "local.evil.example", "")) {
            assertFalse(NETWORK.known(name), name);
        }
    }
}
