package meetpost.agent.settings.yaml;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import meetpost.broker.settings.Access;

/** {@code broker.acl:}, what one user may do. */
final class AclSection {

    private static final Type<List<String>> FILTERS =
            new Items<>(
                    TopicTypes.FILTER,
                    true,
                    0,
                    200,
                    "a list of topic filters, such as [\"sensoren/#\"]");

    private static final Type<List<String>> CLIENT_IDS =
            new Items<>(
                    Scalars.text("kelder-*"),
                    true,
                    0,
                    200,
                    "a list of client ids, such as [\"%u\", \"kelder-*\"]");

    private static final Key<List<String>> READ =
            Key.optional(
                    "read",
                    FILTERS,
                    "nothing",
                    "Topics that the user may subscribe to; `%u` is the user's name, `%c` the"
                            + " client id.");
    private static final Key<List<String>> WRITE =
            Key.optional(
                    "write",
                    FILTERS,
                    "nothing",
                    "Topics that the user may publish to, wills included.");

    private static final Key<List<String>> DENY =
            Key.optional(
                    "deny",
                    FILTERS,
                    "nothing",
                    "Topics that the user may neither read nor write, whatever `read` and `write` say,"
                            + " here or under `\"*\"`.");
    private static final Key<List<String>> CLIENT_IDS_ALLOWED =
            Key.optional(
                    "client-ids",
                    CLIENT_IDS,
                    "any that is not another user's",
                    "The client ids that the user may have, and no other user; `*` is any text, `%u`"
                            + " the user's name.");

    static final Group GROUP =
            new Group("broker.acl.<name>", List.of(READ, WRITE, DENY, CLIENT_IDS_ALLOWED));

    /** By user. */
    static final Named USERS = new Named("user", Scalars.text("kelder-pi"), "^.+$", GROUP);

    private AclSection() {}

    static Map<String, Access.Rule> read(List<Named.Entry> users) {
        return users.stream().collect(toMap(Named.Entry::name, user -> rule(user.section())));
    }

    private static Access.Rule rule(Section section) {
        return new Access.Rule(
                section.find(READ).orElse(List.of()),
                section.find(WRITE).orElse(List.of()),
                section.find(DENY).orElse(List.of()),
                section.find(CLIENT_IDS_ALLOWED).orElse(List.of()));
    }
}
