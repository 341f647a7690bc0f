package meetpost.agent.bridge;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.settings.BridgeSettings.Crossing;

/** What crosses in one direction, and how it is called at its end. */
record Crossings(List<Crossing> all) {

    Crossings {
        all = List.copyOf(all);
    }

    /** Of topics that keep their names. */
    static Crossings of(String... filters) {
        return new Crossings(Crossing.unchanged(List.of(filters)));
    }

    /** What is subscribed to at the beginning. */
    List<String> filters() {
        return all.stream().map(Crossing::from).distinct().toList();
    }

    /**
     * How a message crosses.
     *
     * @param topic at the end
     * @param qos 0 or 1
     */
    record AtEnd(String topic, int qos) {}

    /**
     * How messages of a topic at the beginning cross, by the first that matches; empty: they do
     * not.
     */
    Optional<AtEnd> atEnd(String topic) {
        return all.stream()
                .filter(crossing -> TopicFilters.matches(crossing.from(), topic))
                .findFirst()
                .map(crossing -> new AtEnd(renamed(crossing, topic), crossing.qos()))
                .filter(end -> !end.topic().isEmpty() && !end.topic().startsWith("$"));
    }

    private static String renamed(Crossing crossing, String topic) {
        if (crossing.from().equals(crossing.to())) {
            return topic;
        }
        List<String> levels = List.of(topic.split("/", -1));
        List<String> from = List.of(crossing.from().split("/", -1));
        List<List<String>> found = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i).equals("#")) {
                found.add(levels.subList(Math.min(i, levels.size()), levels.size()));
            } else if (from.get(i).equals("+")) {
                found.add(List.of(levels.get(i)));
            }
        }
        Iterator<List<String>> next = found.iterator();
        List<String> renamed = new ArrayList<>();
        for (String level : crossing.to().split("/", -1)) {
            boolean wild = level.equals("#") || level.equals("+");
            renamed.addAll(wild ? next.next() : List.of(level));
        }
        return String.join("/", renamed);
    }
}
