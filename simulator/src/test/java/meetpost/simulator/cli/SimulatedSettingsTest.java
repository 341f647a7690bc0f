package meetpost.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;
import org.junit.jupiter.api.Test;

class SimulatedSettingsTest {

    private static final Path CLASSROOM = Path.of("../config/classroom.yaml");
    private static final URI TEACHER = URI.create("mqtt://192.0.2.7:1883");

    @Test
    void keepsTheFilesTopicPrefixOnABrokerThatOthersUseToo() throws Exception {
        MqttSettings mqtt =
                classroom("anna")
                        .onBrokers(List.of(TEACHER), Optional.of("anna"), Optional.empty())
                        .settings()
                        .mqtt();

        assertEquals("klas/anna/", mqtt.topicPrefix());
        assertEquals(List.of(TEACHER), mqtt.urls());
        assertEquals(Optional.of("anna"), mqtt.username());
    }

    @Test
    void keepsTheFilesTopicPrefixOnItsOwnBroker() throws Exception {
        MqttSettings mqtt =
                classroom("bob").onPorts(1884, 9002, Optional.empty()).settings().mqtt();

        assertEquals("klas/bob/", mqtt.topicPrefix());
        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1884")), mqtt.urls());
        assertEquals(Duration.ofSeconds(30), mqtt.keepAlive());
    }

    private static SimulatedSettings classroom(String device) throws Exception {
        return SimulatedSettings.read(Map.of(), Optional.of(CLASSROOM), Optional.of(device));
    }

    /** Lesson 9 opens one from the disk, which has the origin {@code null}. */
    @Test
    void letsAnyPageInWhereNothingButASimulationIsSwitched() throws Exception {
        SimulatedSettings alone = classroom("bob").onPorts(1884, 9002, Optional.empty());

        assertEquals(List.of("*"), alone.settings().broker().orElseThrow().access().origins());
    }
}
