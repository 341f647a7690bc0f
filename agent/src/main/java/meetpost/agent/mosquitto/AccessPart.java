package meetpost.agent.mosquitto;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * Who is let in and may do what, as Mosquitto has it for the broker or for one listener.
 *
 * @param anonymous whether clients without a user are let in
 */
record AccessPart(
        boolean anonymous, Optional<ConfLine> passwords, Map<String, AclFile.Rule> rules) {

    /** Lines that are looked at here. */
    static final Set<String> KEYS = Set.of("allow_anonymous", "password_file", "acl_file");

    /**
     * @param otherwise whether clients without a user are let in where nothing is said
     */
    static AccessPart of(Conf.Part part, boolean otherwise, Findings findings) throws IOException {
        boolean anonymous = part.says("allow_anonymous", otherwise);
        Optional<ConfLine> acl = part.find("acl_file");
        Map<String, AclFile.Rule> rules =
                acl.isPresent() ? new AclFile(findings).read(acl.get(), anonymous) : Map.of();
        acl.ifPresent(
                line ->
                        findings.note(
                                line,
                                "a subscription that is wider than what its user may read is refused"
                                        + " here; Mosquitto grants it and delivers less"));
        return new AccessPart(anonymous, part.find("password_file"), rules);
    }

    /** Writes it that many levels deep. */
    void write(int depth, YamlText to) {
        to.plain(depth, "allow-anonymous", String.valueOf(anonymous));
        passwords.ifPresent(line -> to.text(depth, "password-file", line.path().toString()));
        if (!rules.isEmpty()) {
            to.section(depth, "acl");
        }
        rules.forEach(
                (user, rule) -> {
                    boolean nothing =
                            rule.read().isEmpty()
                                    && rule.write().isEmpty()
                                    && rule.deny().isEmpty();
                    if (nothing) {
                        to.plain(depth + 1, YamlText.quoted(user), "{}");
                        return;
                    }
                    to.section(depth + 1, YamlText.quoted(user));
                    to.texts(depth + 2, "read", rule.read());
                    to.texts(depth + 2, "write", rule.write());
                    to.texts(depth + 2, "deny", rule.deny());
                });
    }

    boolean namesUsers() {
        return rules.keySet().stream().anyMatch(user -> !user.equals("*"));
    }
}
