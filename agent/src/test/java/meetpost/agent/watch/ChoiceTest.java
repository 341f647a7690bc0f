package meetpost.agent.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import meetpost.agent.link.TopicFilters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    private static final Watched PI =
            new Watched(
                    "apparaten/pi/status",
                    List.of(
                            new Watched.Value(
                                    "kas",
                                    "sensoren/kas/luchtdruk",
                                    "hPa",
                                    Optional.of("sensoren/kas/status"),
                                    Optional.of("sensoren/kas/fault"),
                                    Optional.empty()),
                            new Watched.Value(
                                    "pomp",
                                    "actuatoren/pomp",
                                    "",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("actuatoren/pomp/cause"))));

    @Test
    void isAllThatTheDeviceHas() {
        assertEquals(
                List.of(
                        "apparaten/pi/status",
                        "sensoren/kas/luchtdruk",
                        "sensoren/kas/status",
                        "sensoren/kas/fault",
                        "actuatoren/pomp",
                        "actuatoren/pomp/cause"),
                Choice.of(PI, Optional.empty()).subscriptions());
    }

    @Test
    void isOneThingByItsName() {
        assertEquals(
                List.of("apparaten/pi/status", "actuatoren/pomp", "actuatoren/pomp/cause"),
                Choice.of(PI, Optional.of("pomp")).subscriptions());
    }

    @Test
    void isWhateverAFilterMatches() {
        Choice choice = Choice.of(PI, Optional.of("sensoren/#"));

        assertEquals("sensoren/#", choice.subscriptions().get(0));
        assertFalse(choice.subscriptions().contains("actuatoren/pomp"));
        assertTrue(choice.shows("sensoren/zolder"));
        assertFalse(choice.shows("huis/zolder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensoren/#/a", "a#", "b+/c", "", "kast"})
    void refusesWhatIsNeitherANameNorAFilter(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> Choice.of(PI, Optional.of(wrong)));
    }

    @Test
    void namesTheNearest() {
        var wrong =
                assertThrows(
                        IllegalArgumentException.class, () -> Choice.of(PI, Optional.of("pmop")));

        assertEquals(
                "there is no sensor, input or output pmop; did you mean pomp?", wrong.getMessage());
    }

    /** The examples of MQTT 3.1.1 section 4.7. */
    @Test
    void matchesAsTheStandardSays() {
        assertTrue(TopicFilters.matches("sport/tennis/player1/#", "sport/tennis/player1"));
        assertTrue(TopicFilters.matches("sport/#", "sport"));
        assertTrue(TopicFilters.matches("sport/tennis/+", "sport/tennis/player1"));
        assertFalse(TopicFilters.matches("sport/tennis/+", "sport/tennis/player1/ranking"));
        assertFalse(TopicFilters.matches("sport/+", "sport"));
        assertTrue(TopicFilters.matches("sport/+", "sport/"));
        assertTrue(TopicFilters.matches("+/+", "/finance"));
        assertFalse(TopicFilters.matches("+", "/finance"));
        assertFalse(TopicFilters.matches("#", "$SYS/uptime"));
        assertFalse(TopicFilters.matches("+/monitor/Clients", "$SYS/monitor/Clients"));
        assertTrue(TopicFilters.matches("$SYS/#", "$SYS/uptime"));
    }
}
