package meetpost.agent.announce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the broker of this session still has that is not of now. Confined to its owner. */
final class Leaving {

    private Announced all = Announced.NONE;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> free = new TreeSet<>();
    private final Set<String> onTheirWay = new HashSet<>();

    void clear() {
        all = Announced.NONE;
        asked.clear();
        free.clear();
        onTheirWay.clear();
    }

    void add(Announced list) {
        all = all.and(list);
    }

    /** These are not to go. */
    void remove(Collection<String> topics) {
        all = all.without(topics);
        free.removeAll(topics);
        asked.removeAll(topics);
        onTheirWay.removeAll(topics);
    }

    Announced all() {
        return all;
    }

    /** Those of which others are to be asked; each once. */
    List<String> unasked() {
        List<String> topics = new ArrayList<>(all.topics());
        topics.removeAll(asked);
        asked.addAll(topics);
        return topics;
    }

    /** Others have answered. */
    void answered(Collection<String> topics, Set<String> claimed) {
        remove(claimed);
        topics.stream().filter(asked::contains).forEach(free::add);
    }

    /** Those that nobody claims; each once. */
    List<String> due() {
        List<String> topics = new ArrayList<>(free);
        free.clear();
        topics.retainAll(all.topics());
        topics.removeAll(onTheirWay);
        onTheirWay.addAll(topics);
        return topics;
    }
}
