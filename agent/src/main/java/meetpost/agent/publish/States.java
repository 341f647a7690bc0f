package meetpost.agent.publish;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import meetpost.agent.link.Message;

/**
 * The newest payload of each retained topic, and which of them the broker does not have. As many as
 * there are topics, so it is bounded by the settings. Safe for use by several threads.
 */
final class States {

    private final Map<String, Message> newest = new LinkedHashMap<>();
    private final Set<String> due = new LinkedHashSet<>();

    /** Is to be published. */
    synchronized void put(Message state) {
        newest.put(state.topic(), state);
        due.add(state.topic());
    }

    /** Is being published by other means. */
    synchronized void note(Message state) {
        newest.put(state.topic(), state);
        due.remove(state.topic());
    }

    /** Is true no more. */
    synchronized void remove(Predicate<String> isGone) {
        newest.keySet().removeIf(isGone);
        due.removeIf(isGone);
    }

    /** A broker that may have lost everything gets everything. */
    synchronized void allDue() {
        due.addAll(newest.keySet());
    }

    /** All of them in the order in which they waited; they then are on their way. */
    synchronized List<Message> allNext() {
        List<Message> all = new ArrayList<>();
        for (Optional<Message> each = next(); each.isPresent(); each = next()) {
            all.add(each.get());
        }
        return all;
    }

    /** The one that has waited longest to be published, which then is on its way. */
    synchronized Optional<Message> next() {
        Iterator<String> topics = due.iterator();
        if (!topics.hasNext()) {
            return Optional.empty();
        }
        String topic = topics.next();
        topics.remove();
        return Optional.ofNullable(newest.get(topic));
    }
}
