package meetpost.agent.settings;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import meetpost.broker.Access;

/** {@code broker.acl:}, what one user may do. */
final class AclSection {

    private static final Type<List<String>> FILTERS =
            new Items<>(
                    TopicTypes.FILTER,
                    true,
                    0,
                    200,
                    "a list of topic filters, such as [\"sensoren/#\"]");

    private static final Key<List<String>> READ =
            Key.optional("read", FILTERS, "nothing", "Topics that the user may subscribe to.");
    private static final Key<List<String>> WRITE =
            Key.optional(
                    "write",
                    FILTERS,
                    "nothing",
                    "Topics that the user may publish to, wills included.");

    static final Group GROUP = new Group("broker.acl.<name>", List.of(READ, WRITE));

    private AclSection() {}

    static Map<String, Access.Rule> read(List<Named.Entry> users) {
        return users.stream().collect(toMap(Named.Entry::name, user -> rule(user.section())));
    }

    private static Access.Rule rule(Section section) {
        return new Access.Rule(
                section.find(READ).orElse(List.of()), section.find(WRITE).orElse(List.of()));
    }
}
