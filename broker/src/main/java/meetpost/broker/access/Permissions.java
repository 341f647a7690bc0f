package meetpost.broker.access;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.settings.Access;

/** What one client may publish and subscribe to. Confined to the event loop. */
public final class Permissions {

    public static final Permissions ALL =
            new Permissions(List.of("#", "$SYS/#"), List.of("#"), List.of());

    private final List<String> read;
    private final List<String> write;
    private final List<String> deny;
    private @Nullable Topic lastAsked;
    private boolean lastAnswer;

    private Permissions(List<String> read, List<String> write, List<String> deny) {
        this.read = read;
        this.write = write;
        this.deny = deny;
    }

    public static Permissions of(Access access, String clientId, @Nullable String user) {
        if (access.rules().isEmpty()) {
            return ALL;
        }
        String name = user == null ? "" : user;
        List<String> read = new ArrayList<>();
        List<String> write = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        for (Access.Rule rule : rules(access, name)) {
            read.addAll(filled(rule.read(), clientId, name));
            write.addAll(filled(rule.write(), clientId, name));
            rule.deny().forEach(filter -> deny.add(fill(filter, clientId, name)));
        }
        return new Permissions(read, write, deny);
    }

    private static List<Access.Rule> rules(Access access, String user) {
        Access.Rule nothing = Access.Rule.NOTHING;
        return List.of(
                access.rules().getOrDefault(user, nothing),
                access.rules().getOrDefault(Access.EVERYBODY, nothing));
    }

    public boolean publish(Topic topic) {
        if (this == ALL) {
            return true;
        }
        if (lastAsked != topic) {
            lastAnswer = covered(write, topic.name()) && !denies(topic.name());
            lastAsked = topic;
        }
        return lastAnswer;
    }

    /** Whether a message that waits may still go out. */
    public boolean read(Topic topic) {
        return this == ALL || (covered(read, topic.name()) && !denies(topic.name()));
    }

    /** Whether there is something that is granted with exceptions. */
    public boolean denySome() {
        return !deny.isEmpty();
    }

    /** Whether nothing of a topic may come to the client, whatever it has subscribed to. */
    public boolean denies(String topic) {
        return !deny.isEmpty() && covered(deny, topic);
    }

    /**
     * A filter that reaches into what is denied is granted without that; a shared one is not, for
     * its messages would be lost to the group.
     */
    public boolean subscribe(TopicFilter filter) {
        if (this == ALL) {
            return true;
        }
        boolean denied =
                filter.shared()
                        ? deny.stream().anyMatch(each -> TopicFilter.overlap(each, filter.text()))
                        : covered(deny, filter.text());
        return covered(read, filter.text()) && !denied;
    }

    private static boolean covered(List<String> filters, String filter) {
        return filters.stream().anyMatch(each -> TopicFilter.covers(each, filter));
    }

    /** A name with a wildcard or a slash would widen the filter: its filters are left out. */
    private static List<String> filled(List<String> filters, String clientId, String user) {
        return filters.stream()
                .filter(filter -> !filter.contains("%c") || isPlain(clientId))
                .filter(filter -> !filter.contains("%u") || isPlain(user))
                .map(filter -> fill(filter, clientId, user))
                .toList();
    }

    /** Both at once: a client called {@code %u} is not its user. */
    public static String fill(String filter, String clientId, String user) {
        var filled = new StringBuilder();
        for (int i = 0; i < filter.length(); i++) {
            String two = filter.substring(i, Math.min(i + 2, filter.length()));
            boolean isName = two.equals("%c") || two.equals("%u");
            filled.append(isName ? (two.equals("%c") ? clientId : user) : two.charAt(0));
            i += isName ? 1 : 0;
        }
        return filled.toString();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.startsWith("$")
                && name.chars().noneMatch(c -> c == '+' || c == '#' || c == '/');
    }
}
