package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class BrokerDoorTest {

    private static final URI DOOR = URI.create("ws://127.0.0.1:9001");
    private static final LinkProblem REFUSED =
            new LinkProblem("127.0.0.1:9001 refuses us", List.of("type this"), List.of());

    private final ManualTicks ticks = new ManualTicks();
    private final AtomicInteger knocks = new AtomicInteger();

    @Test
    void saysInTheAgentsWordsWhyAPageIsNotLetIn() {
        assertEquals(
                "{\"page\":\"127.0.0.1:9001 refuses us\",\"lines\":[\"type this\"]}\n",
                answer(door(Optional.of(REFUSED), true, Optional.empty())));
    }

    /** Of our own broker, or one that the agent has a user of: lines for Mosquitto do not fit. */
    @Test
    void givesNoLinesToTypeThatWouldNotFit() {
        assertEquals(
                "{\"page\":\"127.0.0.1:9001 refuses us\",\"lines\":[]}\n",
                answer(door(Optional.of(REFUSED), false, Optional.empty())));
    }

    @Test
    void saysWhatKeepsTheAgentOut() {
        assertEquals(
                "{\"agent\":\"pi:1883 does not answer\"}\n",
                answer(door(Optional.empty(), true, Optional.of("pi:1883 does not answer"))));
    }

    @Test
    void knocksOnceInTenSecondsWhoeverAsks() {
        BrokerDoor door = door(Optional.of(REFUSED), true, Optional.empty());

        String first = answer(door);
        ticks.advance(Duration.ofSeconds(9));
        assertEquals(first, answer(door));
        assertEquals(1, knocks.get());
        ticks.advance(Duration.ofSeconds(1));
        assertEquals(first, answer(door));

        assertEquals(2, knocks.get());
    }

    @Test
    void knocksWhereThePageDoes() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Settings settings =
                new SettingsReader(
                                new Surroundings(
                                        "pi",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Path.of("."),
                                        Optional.empty()))
                        .read(
                                "meetpost.yaml",
                                """
                                mqtt: {url: "mqtt://127.0.0.1:1883"}
                                dashboard: {listen: "127.0.0.1:0", mqtt: "ws://127.0.0.1:%s"}
                                sensors: {kas: {part: bme280, address: 0x76}}
                                """
                                        .formatted(port));

        String said =
                answer(
                        BrokerDoor.of(
                                settings, new BrokerAddress(settings, List::of), Optional::empty));

        assertTrue(
                said.startsWith(
                        "{\"page\":\"nothing listens on 127.0.0.1:"
                                + port
                                + " (connection refused)\""),
                said);
    }

    private BrokerDoor door(
            Optional<LinkProblem> problem, boolean advises, Optional<String> complaint) {
        return new BrokerDoor(
                () -> Optional.of(DOOR),
                url -> {
                    assertEquals(DOOR, url);
                    knocks.incrementAndGet();
                    return problem;
                },
                advises,
                () -> complaint,
                ticks);
    }

    private static String answer(BrokerDoor door) {
        return door.text();
    }
}
