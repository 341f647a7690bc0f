package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import meetpost.broker.message.TopicFilter;
import org.junit.jupiter.api.Test;

class TopicFiltersTest {

    private static final List<String> NAMES = List.of("a", "b", "", "$SYS", "set");

    private final Random random = new Random(20261130);

    /** They share no code: what one has wrong, the other one shows. */
    @Test
    void theAgentAndTheBrokerAgreeOnWhatAFilterMatches() {
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String filter = filter();
            String topic = String.join("/", levels(4));
            boolean matches = TopicFilters.matches(filter, topic);
            assertEquals(TopicFilter.covers(filter, topic), matches, filter + " and " + topic);
            matched += matches ? 1 : 0;
        }

        assertTrue(matched > 10_000, "matched: " + matched);
    }

    private String filter() {
        List<String> levels = levels(4);
        levels.replaceAll(level -> random.nextInt(3) == 0 ? "+" : level);
        if (random.nextInt(3) == 0) {
            levels.set(levels.size() - 1, "#");
        }
        return String.join("/", levels);
    }

    private List<String> levels(int most) {
        List<String> levels = new ArrayList<>();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            levels.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return levels;
    }
}
