package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one thing of a board publishes, and where it takes commands: at its topic and below.
 *
 * @param topic the prefix included
 * @param quantities levels below it that hold a number each; empty where the topic itself does
 * @param shared whether several boards are to obey it
 */
public record Claim(String topic, Set<String> quantities, boolean shared) {

    private static final int MOST_QUANTITIES = 32;

    /** Levels that have a meaning of their own below every thing. */
    private static final Set<String> LEAVES =
            Set.of(
                    "status", "fault", "history", "reading", "set", "result", "cause", "event",
                    "level", "info", "things");

    public Claim {
        requireNonNull(topic, "topic");
        quantities = Set.copyOf(quantities);
    }

    /** Whether two boards cannot both have theirs. */
    boolean collides(Claim other) {
        if (shared && other.shared) {
            return false;
        }
        return topic.equals(other.topic) || hasAmongIts(other.topic) || other.hasAmongIts(topic);
    }

    private boolean hasAmongIts(String other) {
        return isBelow(other) && quantities.contains(other.substring(topic.length() + 1));
    }

    private boolean isBelow(String other) {
        return other.length() > topic.length()
                && other.startsWith(topic)
                && other.charAt(topic.length()) == '/';
    }

    /** Whether something is published there that belongs to it. */
    public boolean covers(String other) {
        if (topic.equals(other)) {
            return true;
        }
        if (!isBelow(other)) {
            return false;
        }
        String[] levels = other.substring(topic.length() + 1).split("/", -1);
        return levels.length == 1
                ? LEAVES.contains(levels[0]) || quantities.contains(levels[0])
                : levels.length == 2
                        && quantities.contains(levels[0])
                        && LEAVES.contains(levels[1]);
    }

    /** Where it publishes what it is or measures. */
    List<String> values() {
        return quantities.isEmpty()
                ? List.of(topic)
                : quantities.stream().map(each -> topic + "/" + each).sorted().toList();
    }

    /** {@code sensoren/kas luchtdruk temperatuur}: topics have no spaces. */
    String text(String prefix) {
        String own = topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
        return quantities.isEmpty() ? own : own + " " + String.join(" ", new TreeSet<>(quantities));
    }

    /** What {@link #text} gave; empty if it cannot have been that. */
    static Optional<Claim> parse(String text, String prefix, boolean shared) {
        List<String> words = List.of(text.split(" ", -1));
        boolean sound =
                words.size() <= 1 + MOST_QUANTITIES
                        && words.stream().noneMatch(String::isEmpty)
                        && words.size() == Set.copyOf(words).size();
        return sound
                ? Optional.of(
                        new Claim(
                                prefix + words.get(0),
                                Set.copyOf(words.subList(1, words.size())),
                                shared))
                : Optional.empty();
    }
}
