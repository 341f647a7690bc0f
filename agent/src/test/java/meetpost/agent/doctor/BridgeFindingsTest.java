package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import meetpost.agent.doctor.Finding.Verdict;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.MqttSettings;
import org.junit.jupiter.api.Test;

class BridgeFindingsTest {

    @Test
    void saysThatTheFarBrokerLetsUsIn() throws Exception {
        try (var far = Mosquitto.start()) {
            assertEquals(
                    List.of(
                            Finding.ok(
                                    "bridge",
                                    "cloud: mqtt://127.0.0.1:" + far.port() + " lets us in")),
                    findings(far.port()));
        }
    }

    @Test
    void saysWhyItDoesNot() throws Exception {
        int port = Mosquitto.freePort();

        Finding finding = findings(port).get(0);

        assertEquals(Verdict.FAIL, finding.verdict());
        assertEquals("bridge", finding.topic());
        assertEquals(
                "cloud: nothing listens on 127.0.0.1:%d (connection refused)".formatted(port),
                finding.text());
    }

    private static List<Finding> findings(int port) {
        var far =
                MqttSettings.of(
                        List.of(URI.create("mqtt://127.0.0.1:" + port)),
                        Optional.empty(),
                        Optional.empty());
        return new BridgeFindings(
                        new Upstream("cloud", far, Crossing.unchanged(List.of("#")), List.of()),
                        "meetpost-test")
                .findings();
    }
}
