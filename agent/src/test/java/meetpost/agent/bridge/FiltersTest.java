package meetpost.agent.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of MQTT 3.1.1 section 4.7. */
class FiltersTest {

    @Test
    void aHashMatchesItsParentAndAllBelow() {
        assertMatches("sport/tennis/player1/#", "sport/tennis/player1", true);
        assertMatches("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true);
        assertMatches("sport/#", "sport", true);
        assertMatches("sport/tennis/#", "sport/golf", false);
        assertMatches("#", "sport/tennis", true);
    }

    @Test
    void aPlusMatchesOneLevel() {
        assertMatches("sport/tennis/+", "sport/tennis/player1", true);
        assertMatches("sport/tennis/+", "sport/tennis/player1/ranking", false);
        assertMatches("sport/+", "sport", false);
        assertMatches("sport/+", "sport/", true);
        assertMatches("+/+", "/finance", true);
        assertMatches("+", "/finance", false);
    }

    @Test
    void noWildcardMatchesADollarAtTheStart() {
        assertMatches("#", "$SYS/uptime", false);
        assertMatches("+/uptime", "$SYS/uptime", false);
    }

    @Test
    void withoutWildcardsOnlyTheVeryTopicMatches() {
        assertMatches("actuatoren/pomp/set", "actuatoren/pomp/set", true);
        assertMatches("actuatoren/pomp/set", "actuatoren/pomp", false);
        assertMatches("actuatoren/pomp", "actuatoren/pomp/set", false);
        assertEquals(false, new Filters(List.of()).match("a"));
    }

    private static void assertMatches(String filter, String topic, boolean expected) {
        assertEquals(expected, new Filters(List.of("other", filter)).match(topic), topic);
    }
}
