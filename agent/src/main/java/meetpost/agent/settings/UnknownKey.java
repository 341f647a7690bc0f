package meetpost.agent.settings;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to say about a key that is none of ours. */
final class UnknownKey {

    /**
     * Keys and whole groups of later versions, by their path in the file: refused rather than
     * ignored, since a setting without an effect is worse than an error. A feature that arrives
     * takes its line out of here and puts its keys into their section.
     */
    private static final Set<String> NOT_YET = Set.of("bridges");

    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pass", "pwd");

    private UnknownKey() {}

    static String text(Group group, String name, String file) {
        String path = group.path().isEmpty() ? name : group.path() + "." + name;
        if (NOT_YET.contains(group.path()) || NOT_YET.contains(path)) {
            return "\"" + name + "\" is not supported by this version yet, expected it left out";
        }
        if (PASSWORDS.contains(name) && group.key("password-file").isPresent()) {
            return group.path().equals("broker")
                    ? PlainPassword.refusedForMany()
                    : PlainPassword.refused(file);
        }
        if (name.equals("<<")) {
            return "YAML 1.2 has no merge key \"<<\", expected the keys written out";
        }
        String unknown = "unknown key " + Report.quoted(name) + ", expected ";
        List<String> names = group.keys().stream().<String>map(Key::name).toList();
        Optional<String> nearest = Nearest.to(name, names);
        return unknown
                + nearest.map(near -> "\"" + near + "\"")
                        .orElseGet(() -> names.stream().collect(joining(", ", "one of ", "")));
    }
}
