package meetpost.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static final long NOW = 1_796_112_000_000L;

    @Test
    void isAboutTheLastDayUnlessItSaysOtherwise() {
        assertEquals(
                new Query(
                        Change.Kind.SENSOR,
                        "kas",
                        NOW + 1_000 - 86_400_000,
                        NOW + 1_000,
                        Optional.empty()),
                Query.of(Map.of("sensor", "kas"), NOW));
    }

    @Test
    void takesAgesTimesDatesAndSeconds() {
        assertEquals(NOW - 604_800_000, since("7d"));
        assertEquals(1_796_025_600_000L, since("2026-11-30T08:00:00Z"));
        assertEquals(1_795_996_800_000L, since("2026-11-30"));
        assertEquals(1_796_025_600_500L, since("1796025600.5"));
    }

    @Test
    void keepsTimesWithinThoseOfCalendars() {
        assertEquals(0, since("-99999999999"));
        assertEquals(0, since("0001-01-01"));
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(
                "whose history? Expected sensor=, output= or input= with a name of the settings",
                Map.of());
        assertRefused("sensor=../etc: expected a name such as kas", Map.of("sensor", "../etc"));
        assertRefused(
                "since=yesterday: expected how long ago, such as 7d, or a time such as"
                        + " 2026-11-30T08:00:00Z",
                Map.of("sensor", "kas", "since", "yesterday"));
        assertRefused(
                "since= is not before until=, expected a time before",
                Map.of("sensor", "kas", "since", "1h", "until", "2h"));
        assertRefused(
                "step=0s: expected a length such as 10s or 1h",
                Map.of("sensor", "kas", "step", "0s"));
    }

    private static void assertRefused(String expected, Map<String, String> words) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Query.of(words, NOW));
        assertEquals(expected, refusal.getMessage());
    }

    private static long since(String text) {
        return Query.of(Map.of("sensor", "kas", "since", text), NOW).since();
    }
}
