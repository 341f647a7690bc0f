package meetpost.agent.mosquitto;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfLine;
import meetpost.agent.settings.yaml.Nearest;

/**
 * Mosquitto's settings by what they are about: an option belongs to the listener or the connection
 * that stands above it.
 *
 * @param whole of the broker
 * @param first of the listener that nobody opens by a line of its own
 */
record Conf(Part whole, Part first, List<Part> listeners, List<Part> bridges) {

    private static final Set<String> OF_A_LISTENER =
            Set.of(
                    "bind_interface",
                    "http_dir",
                    "max_connections",
                    "max_qos",
                    "max_topic_alias",
                    "mount_point",
                    "protocol",
                    "socket_domain",
                    "use_username_as_clientid",
                    "websockets_headers_size",
                    "cafile",
                    "capath",
                    "certfile",
                    "ciphers",
                    "ciphers_tls1.3",
                    "crlfile",
                    "dhparamfile",
                    "keyfile",
                    "require_certificate",
                    "tls_engine",
                    "tls_engine_kpass_sha1",
                    "tls_keyform",
                    "tls_version",
                    "use_identity_as_username",
                    "use_subject_as_username",
                    "psk_hint");

    private static final Set<String> OF_EACH_LISTENER =
            Set.of(
                    "allow_anonymous",
                    "password_file",
                    "acl_file",
                    "allow_zero_length_clientid",
                    "auto_id_prefix",
                    "auth_plugin",
                    "auth_plugin_deny_special_chars",
                    "plugin",
                    "psk_file");

    private static final Set<String> OF_A_BRIDGE =
            Set.of(
                    "address",
                    "addresses",
                    "topic",
                    "remote_username",
                    "username",
                    "remote_password",
                    "password",
                    "remote_clientid",
                    "clientid",
                    "local_clientid",
                    "local_username",
                    "local_password",
                    "local_cleansession",
                    "cleansession",
                    "keepalive_interval",
                    "idle_timeout",
                    "notifications",
                    "notification_topic",
                    "notifications_local_only",
                    "restart_timeout",
                    "round_robin",
                    "start_type",
                    "threshold",
                    "try_private");

    private static final Set<String> OF_ALL =
            Set.of(
                    "per_listener_settings",
                    "bind_address",
                    "port",
                    "listener",
                    "connection",
                    "persistence",
                    "persistence_file",
                    "persistence_location",
                    "persistent_client_expiration",
                    "autosave_interval",
                    "autosave_on_changes",
                    "max_inflight_messages",
                    "max_inflight_bytes",
                    "max_keepalive",
                    "max_packet_size",
                    "max_queued_bytes",
                    "max_queued_messages",
                    "memory_limit",
                    "message_size_limit",
                    "allow_duplicate_messages",
                    "check_retain_source",
                    "clientid_prefixes",
                    "connection_messages",
                    "log_dest",
                    "log_facility",
                    "log_timestamp",
                    "log_timestamp_format",
                    "log_type",
                    "pid_file",
                    "queue_qos0_messages",
                    "retain_available",
                    "set_tcp_nodelay",
                    "sys_interval",
                    "upgrade_outgoing_qos",
                    "user",
                    "websockets_log_level",
                    "enable_control_api",
                    "global_plugin",
                    "plugin_load",
                    "plugin_use",
                    "retain_expiry_interval");

    /**
     * Some lines that belong together.
     *
     * @param start where they begin
     */
    record Part(Optional<ConfLine> start, List<ConfLine> lines) {

        Part {
            requireNonNull(start, "start");
        }

        Part(Optional<ConfLine> start) {
            this(start, new ArrayList<>());
        }

        /** The last of them counts. */
        Optional<ConfLine> find(String key) {
            return lines.stream().filter(line -> line.is(key)).reduce((before, last) -> last);
        }

        boolean says(String key, boolean otherwise) {
            return find(key).map(ConfLine::isTrue).orElse(otherwise);
        }
    }

    /** What is said anywhere, and where it belongs. */
    static Conf of(List<ConfLine> lines, Findings findings) {
        var conf =
                new Conf(
                        new Part(Optional.empty()),
                        new Part(Optional.empty()),
                        new ArrayList<>(),
                        new ArrayList<>());
        lines.forEach(line -> ConfValues.check(line, findings));
        boolean each =
                lines.stream().anyMatch(line -> line.is("per_listener_settings") && line.isTrue());
        Part listener = conf.first;
        Optional<Part> bridge = Optional.empty();
        for (ConfLine line : lines) {
            if (line.is("listener")) {
                listener = new Part(Optional.of(line));
                conf.listeners.add(listener);
            } else if (line.is("connection")) {
                var next = new Part(Optional.of(line));
                conf.bridges.add(next);
                bridge = Optional.of(next);
            } else if (OF_A_BRIDGE.contains(line.key()) || line.key().startsWith("bridge_")) {
                bridge.ifPresentOrElse(
                        part -> part.lines.add(line),
                        () ->
                                findings.problem(
                                        line, line.key() + " stands below no line `connection`"));
            } else if (OF_A_LISTENER.contains(line.key())
                    || (each && OF_EACH_LISTENER.contains(line.key()))) {
                listener.lines.add(line);
            } else if (isKnown(line.key())) {
                conf.whole.lines.add(line);
            } else {
                findings.problem(
                        line,
                        "Mosquitto has no \""
                                + line.key()
                                + "\""
                                + Nearest.to(line.key(), known())
                                        .map(name -> "; did you mean " + name + "?")
                                        .orElse(""));
            }
        }
        return conf;
    }

    private static boolean isKnown(String key) {
        return OF_ALL.contains(key)
                || OF_EACH_LISTENER.contains(key)
                || key.startsWith("auth_opt_")
                || key.startsWith("plugin_opt_");
    }

    private static List<String> known() {
        List<String> all = new ArrayList<>(OF_ALL);
        all.addAll(OF_A_LISTENER);
        all.addAll(OF_EACH_LISTENER);
        all.addAll(OF_A_BRIDGE);
        return all;
    }
}
