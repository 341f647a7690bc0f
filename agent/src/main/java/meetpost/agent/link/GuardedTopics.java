package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;

/**
 * Topics on which nothing from before a subscription may be believed.
 *
 * @param filter of these topics, as it is subscribed to
 * @param topic one of them, for marks
 */
public record GuardedTopics(String filter, String topic) {

    public GuardedTopics {
        requireNonNull(filter, "filter");
        requireNonNull(topic, "topic");
    }

    /** Of each filter by which commands may come. */
    public static List<GuardedTopics> of(Collection<String> filters) {
        return filters.stream()
                .flatMap(
                        filter ->
                                CommandTopics.in(filter).stream()
                                        .map(topic -> new GuardedTopics(filter, topic)))
                .toList();
    }

    boolean isFor(String of) {
        return CommandTopics.isOne(of) && TopicFilters.matches(filter, of);
    }
}
