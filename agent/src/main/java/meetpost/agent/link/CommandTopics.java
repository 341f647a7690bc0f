package meetpost.agent.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Topics on which commands come in: by their last level, whoever reads them. */
public final class CommandTopics {

    /** What they end in. */
    public static final String SUFFIX = "/set";

    /** A level that stands for any in a topic for marks. */
    private static final String MARK = "meetpost-mark";

    private CommandTopics() {}

    /** Whether what is published there makes something move, by whomever it is read. */
    public static boolean isOne(String topic) {
        return topic.endsWith(SUFFIX);
    }

    /**
     * A topic that a filter matches and where commands come in: the filter itself if it is such a
     * topic, else one where nobody waits for any; empty if it matches none.
     */
    public static Optional<String> in(String filter) {
        List<String> levels = new ArrayList<>(List.of(filter.split("/", -1)));
        String last = levels.remove(levels.size() - 1);
        if (last.equals("#") && levels.isEmpty()) {
            levels.add(MARK);
        } else if (last.equals("#")) {
            levels.add("+");
        }
        boolean command = List.of("#", "+", SUFFIX.substring(1)).contains(last);
        if (!command || levels.isEmpty() || filter.startsWith("$")) {
            return Optional.empty();
        }
        levels.replaceAll(level -> level.equals("+") ? MARK : level);
        return Optional.of(String.join("/", levels) + SUFFIX);
    }
}
