package meetpost.agent.settings.yaml;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to say about a key that is none of ours. */
final class UnknownKey {

    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pass", "pwd");

    private UnknownKey() {}

    static String text(Group group, String name, String file) {
        if (PASSWORDS.contains(name) && group.key("password-file").isPresent()) {
            return group.path().equals("broker")
                    ? PlainPassword.refusedForMany()
                    : PlainPassword.refused(file);
        }
        if (name.equals("<<")) {
            return "YAML 1.2 has no merge key \"<<\", expected the keys written out";
        }
        String unknown = "unknown key " + ProblemReport.quoted(name) + ", expected ";
        List<String> names = group.keys().stream().<String>map(Key::name).toList();
        Optional<String> nearest = nearest(group, name);
        return unknown
                + nearest.map(near -> "\"" + near + "\"")
                        .orElseGet(() -> names.stream().collect(joining(", ", "one of ", "")));
    }

    /** The key of the group that somebody meant by it. */
    static Optional<String> nearest(Group group, String name) {
        return Nearest.to(name, group.keys().stream().<String>map(Key::name).toList());
    }
}
