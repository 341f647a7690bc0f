package meetpost.broker.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import meetpost.broker.message.Nullable;
import meetpost.broker.settings.Access;

/** Which client identifiers a user may have: where they are bound, both ways. */
public final class ClientIds {

    private ClientIds() {}

    /** For a client that has none; nobody can guess another's. */
    public static String assigned() {
        return "auto-" + UUID.randomUUID();
    }

    /**
     * Whether a user may have this one: by its own rule or everybody's, where they name any; and
     * not if another user's rule names it.
     *
     * @param clientId as the client sent it
     */
    public static boolean allow(Access access, String clientId, @Nullable String user) {
        Map<String, Access.Rule> rules = access.rules();
        String name = user == null ? "" : user;
        List<String> own = new ArrayList<>();
        for (String of : List.of(name, Access.EVERYBODY)) {
            own.addAll(rules.getOrDefault(of, Access.Rule.NOTHING).clientIds());
        }
        if (!own.isEmpty()) {
            return own.stream().anyMatch(pattern -> matches(pattern, clientId, name));
        }
        return rules.entrySet().stream()
                .noneMatch(
                        rule ->
                                rule.getValue().clientIds().stream()
                                        .anyMatch(
                                                pattern ->
                                                        matches(pattern, clientId, rule.getKey())));
    }

    /** {@code *} stands for any characters, {@code %u} for the user name as it is. */
    private static boolean matches(String pattern, String id, String user) {
        String[] parts = pattern.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].replace("%u", user);
        }
        if (parts.length == 1) {
            return id.equals(parts[0]);
        }
        String last = parts[parts.length - 1];
        int at = parts[0].length();
        if (!id.startsWith(parts[0]) || !id.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            at = id.indexOf(parts[i], at);
            if (at < 0) {
                return false;
            }
            at += parts[i].length();
        }
        return at + last.length() <= id.length();
    }
}
