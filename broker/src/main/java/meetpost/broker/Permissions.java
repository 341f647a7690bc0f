package meetpost.broker;

import java.util.List;

/** What one client may publish and subscribe to. Confined to the event loop. */
final class Permissions {

    static final Permissions ALL = new Permissions(List.of("#", "$SYS/#"), List.of("#"));

    private final List<String> read;
    private final List<String> write;
    private @Nullable Topic lastAsked;
    private boolean lastAnswer;

    private Permissions(List<String> read, List<String> write) {
        this.read = read;
        this.write = write;
    }

    static Permissions of(Access.Rule rule, String clientId, String user) {
        return new Permissions(
                filled(rule.read(), clientId, user), filled(rule.write(), clientId, user));
    }

    boolean publish(Topic topic) {
        if (this == ALL) {
            return true;
        }
        if (lastAsked != topic) {
            lastAnswer = write.stream().anyMatch(w -> TopicFilter.covers(w, topic.name()));
            lastAsked = topic;
        }
        return lastAnswer;
    }

    /** Whether a message that waits may still go out. */
    boolean read(Topic topic) {
        return this == ALL || read.stream().anyMatch(r -> TopicFilter.covers(r, topic.name()));
    }

    boolean subscribe(TopicFilter filter) {
        return this == ALL || read.stream().anyMatch(r -> TopicFilter.covers(r, filter.text()));
    }

    /** A name with a wildcard or a slash would widen the filter: its filters are left out. */
    private static List<String> filled(List<String> filters, String clientId, String user) {
        return filters.stream()
                .filter(filter -> !filter.contains("%c") || isPlain(clientId))
                .filter(filter -> !filter.contains("%u") || isPlain(user))
                .map(filter -> filter.replace("%c", clientId).replace("%u", user))
                .toList();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || c == '#' || c == '/');
    }
}
