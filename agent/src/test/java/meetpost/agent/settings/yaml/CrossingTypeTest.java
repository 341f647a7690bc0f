package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingTypeTest {

    private static final String BRIDGE =
            "bridges: {cloud: {url: mqtt://kas:1883, out: [ingangen/#, {from: %s, to: %s}]}}";

    @Test
    void aFilterKeepsItsNamesAndAMapGivesOthers() throws Exception {
        var bridge =
                (Upstream)
                        KelderPi.read(BRIDGE.formatted("'sensoren/#'", "'kas-3/sensoren/#'"))
                                .bridges()
                                .get(0);

        assertEquals(
                List.of(
                        new Crossing("ingangen/#", "ingangen/#"),
                        new Crossing("sensoren/#", "kas-3/sensoren/#")),
                bridge.out());
        assertEquals(
                "cloud: to mqtt://kas:1883: out ingangen/# sensoren/# as kas-3/sensoren/#, in"
                        + " nothing",
                bridge.text());
    }

    @Test
    void qosOfOneFilterNeedsNoOtherName() throws Exception {
        var bridge =
                (Upstream)
                        KelderPi.read(
                                        "bridges: {cloud: {url: mqtt://kas:1883, out: [{from:"
                                                + " 'live/#', qos: 0}, {from: 'sensoren/#', to:"
                                                + " 'kas-3/sensoren/#', qos: 1}]}}")
                                .bridges()
                                .get(0);

        assertEquals(
                List.of(
                        new Crossing("live/#", "live/#", 0),
                        new Crossing("sensoren/#", "kas-3/sensoren/#", 1)),
                bridge.out());
        assertEquals(
                "cloud: to mqtt://kas:1883: out live/# at QoS 0 sensoren/# as kas-3/sensoren/#,"
                        + " in nothing",
                bridge.text());
    }

    @ParameterizedTest
    @CsvSource({"2", "-1", "x"})
    void anotherQosIsRefusedInWords(String qos) {
        var thrown =
                assertThrows(
                        SettingsException.class,
                        () ->
                                KelderPi.read(
                                        "bridges: {cloud: {url: mqtt://kas:1883, out: [{from: a,"
                                                + " qos: "
                                                + qos
                                                + "}]}}"));

        String text = thrown.problems().get(0).text();
        assertTrue(text.contains("expected a whole number from 0 to 1"), text);
    }

    @ParameterizedTest
    @CsvSource({"sensoren/#, kas-3", "sensoren/+/#, kas/#/+", "a, b/+", "'#', '$SYS/#'"})
    void otherWildcardsAreRefusedInWords(String from, String to) {
        var thrown =
                assertThrows(
                        SettingsException.class,
                        () -> KelderPi.read(BRIDGE.formatted("'" + from + "'", "'" + to + "'")));

        String text = thrown.problems().get(0).text();
        boolean said =
                text.contains("expected the same wildcards in the same order")
                        || text.contains("is no topic filter");
        assertEquals(true, said, text);
    }
}
