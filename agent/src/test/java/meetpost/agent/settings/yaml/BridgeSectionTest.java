package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.BridgeSettings.Network;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.DownlinkPayload;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.SettingsChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeSectionTest {

    @Test
    void aBridgeWithUplinksOrDownlinksIsOneToTheThingsNetwork(@TempDir Path beside)
            throws Exception {
        Files.writeString(beside.resolve("ttn-key"), "NNSXS.SECRET\n");
        var ttn =
                (Lorawan)
                        new SettingsReader(KelderPi.SURROUNDINGS)
                                .read(
                                        beside.resolve("meetpost.yaml").toString(),
                                        """
                                        bridges: {ttn: {url: "mqtts://eu1.cloud.thethings.network:8883", username: "app@ttn", password-file: ttn-key, uplinks: true, downlinks: {klep: {device: klep-1, port: 15}}}}
                                        """)
                                .bridges()
                                .get(0);

        assertEquals("ttn", ttn.name());
        assertEquals(
                List.of(URI.create("mqtts://eu1.cloud.thethings.network:8883")), ttn.far().urls());
        assertEquals("app@ttn", ttn.application());
        assertEquals(Optional.of(new Secret("NNSXS.SECRET")), ttn.far().password());
        assertEquals(true, ttn.uplinks());
        assertEquals(List.of(new Downlink("klep", "klep-1", 15)), ttn.downlinks());
        assertEquals(
                "ttn: app@ttn at mqtts://eu1.cloud.thethings.network:8883: uplinks, downlinks klep"
                        + " to klep-1",
                ttn.text());
    }

    @Test
    void aDownlinkHasBytesOrFieldsOfItsOwnAndChirpStackItsApplication() throws Exception {
        var bridge =
                (Lorawan)
                        only(
                                """
                                bridges: {cs: {url: "mqtt://cs", network: chirpstack, application: 17c82e96-be03-4f38-aef3-f83d48582d97, uplinks: true, downlinks: {klep: {device: "0101010101010101", port: 10, on: '{"valve": "open"}', off: 0a01, confirmed: true}}}}
                                """);

        assertEquals(Network.CHIRPSTACK, bridge.network());
        assertEquals("17c82e96-be03-4f38-aef3-f83d48582d97", bridge.application());
        assertEquals(
                List.of(
                        new Downlink(
                                "klep",
                                "0101010101010101",
                                10,
                                new DownlinkPayload.Fields("{\"valve\": \"open\"}"),
                                new DownlinkPayload.Bytes("0a01"),
                                true,
                                false)),
                bridge.downlinks());
    }

    @Test
    void aBridgeWithOutOrInIsOneToACentralBroker() throws Exception {
        var cloud =
                (Upstream)
                        only(
                                """
                                mqtt: {topic-prefix: kas-3/}
                                bridges: {cloud: {url: "wss://central:9443", out: ["sensoren/#", "apparaten/#"], in: []}}
                                """);

        assertEquals(Crossing.unchanged(List.of("sensoren/#", "apparaten/#")), cloud.out());
        assertEquals(List.of(), cloud.in());
        assertEquals("", cloud.far().topicPrefix());
        assertEquals(
                "cloud: to wss://central:9443: out sensoren/# apparaten/#, in nothing",
                cloud.text());
    }

    @Test
    void aBridgeThatChangedNeedsARestart() throws Exception {
        Settings was = KelderPi.read("bridges: {cloud: {url: \"mqtt://a\", out: [\"a/#\"]}}");
        Settings is = KelderPi.read("bridges: {cloud: {url: \"mqtt://a\", out: [\"b/#\"]}}");

        assertEquals(List.of("bridges"), SettingsChange.between(was, is).needRestart());
        assertEquals(List.of(), SettingsChange.between(is, is).needRestart());
    }

    private static BridgeSettings only(String text) throws SettingsException {
        return KelderPi.read(text).bridges().get(0);
    }
}
