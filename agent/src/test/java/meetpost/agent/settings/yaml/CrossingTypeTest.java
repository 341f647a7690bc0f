package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
