package meetpost.agent.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings.Crossing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingsTest {

    @ParameterizedTest
    @CsvSource({
        "sensoren/#, kas-3/sensoren/#, sensoren/t/licht, kas-3/sensoren/t/licht",
        "sensoren/#, kas-3/sensoren/#, sensoren, kas-3/sensoren",
        "kas-3/#, #, kas-3/sensoren/t, sensoren/t",
        "#, kas-3/#, a//b, kas-3/a//b",
        "+/+/set, huis/+/x/+/set, actuatoren/pomp/set, huis/actuatoren/x/pomp/set",
        "a/+/#, b/+/c/#, a/x/y/z, b/x/c/y/z",
        "a/b, c, a/b, c",
        "a/+, b/+, a/, b/",
    })
    void theWildcardsKeepWhatTheyMatched(String from, String to, String topic, String expected) {
        var crossings = new Crossings(List.of(new Crossing(from, to)));

        assertEquals(Optional.of(expected), name(crossings, topic));
    }

    @Test
    void theFirstThatMatchesGivesTheName() {
        var crossings =
                new Crossings(List.of(new Crossing("a/b", "x"), new Crossing("a/#", "y/#")));

        assertEquals(Optional.of("x"), name(crossings, "a/b"));
        assertEquals(Optional.of("y/c"), name(crossings, "a/c"));
        assertEquals(Optional.empty(), name(crossings, "b"));
        assertEquals(Optional.empty(), name(Crossings.of("#"), "$SYS/uptime"));
    }

    @Test
    void noNameIsLeftOrABrokersOwn() {
        var crossings = new Crossings(List.of(new Crossing("kas-3/#", "#")));

        assertEquals(Optional.empty(), name(crossings, "kas-3"));
        assertEquals(Optional.empty(), name(crossings, "kas-3/$SYS/uptime"));
    }

    @Test
    void theFirstThatMatchesGivesTheQos() {
        var crossings =
                new Crossings(List.of(new Crossing("a/b", "a/b", 0), new Crossing("a/#", "a/#")));

        assertEquals(0, crossings.atEnd("a/b").orElseThrow().qos());
        assertEquals(1, crossings.atEnd("a/c").orElseThrow().qos());
    }

    private static Optional<String> name(Crossings crossings, String topic) {
        return crossings.atEnd(topic).map(Crossings.AtEnd::topic);
    }
}
