package meetpost.agent.bridge;

import java.util.List;
import meetpost.agent.link.TopicFilters;

/** Topic filters (MQTT 3.1.1 section 4.7). */
record Filters(List<String> all) {

    Filters {
        all = List.copyOf(all);
    }

    int count() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether one of them matches. */
    boolean match(String topic) {
        return all.stream().anyMatch(filter -> TopicFilters.matches(filter, topic));
    }
}
