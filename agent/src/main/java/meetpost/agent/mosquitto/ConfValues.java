package meetpost.agent.mosquitto;

import java.util.List;
import java.util.Map;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfLine;

/** Values that Mosquitto has a list of, and does not start with others (mosquitto.conf(5)). */
final class ConfValues {

    private static final List<String> TRUE_OR_FALSE = List.of("true", "false", "1", "0");

    private static final Set<String> FLAGS =
            Set.of(
                    "allow_anonymous",
                    "allow_duplicate_messages",
                    "allow_zero_length_clientid",
                    "autosave_on_changes",
                    "bridge_attempt_unsubscribe",
                    "bridge_insecure",
                    "bridge_outgoing_retain",
                    "bridge_require_ocsp",
                    "check_retain_source",
                    "cleansession",
                    "connection_messages",
                    "local_cleansession",
                    "log_timestamp",
                    "notifications",
                    "notifications_local_only",
                    "per_listener_settings",
                    "persistence",
                    "queue_qos0_messages",
                    "require_certificate",
                    "retain_available",
                    "round_robin",
                    "set_tcp_nodelay",
                    "try_private",
                    "upgrade_outgoing_qos",
                    "use_identity_as_username",
                    "use_subject_as_username",
                    "use_username_as_clientid");

    private static final Map<String, List<String>> CHOICES =
            Map.of(
                    "protocol", List.of("mqtt", "websockets"),
                    "socket_domain", List.of("ipv4", "ipv6"));

    private ConfValues() {}

    /** Reports a value that is none of those. */
    static void check(ConfLine line, Findings findings) {
        boolean flag = FLAGS.contains(line.key());
        List<String> right = flag ? TRUE_OR_FALSE : CHOICES.getOrDefault(line.key(), List.of());
        if (!right.isEmpty() && !right.contains(line.value())) {
            findings.problem(
                    line,
                    "\"%s\" is no %s, expected %s or %s"
                            .formatted(line.value(), line.key(), right.get(0), right.get(1)));
        }
    }
}
