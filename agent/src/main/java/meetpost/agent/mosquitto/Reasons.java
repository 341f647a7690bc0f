package meetpost.agent.mosquitto;

import java.util.Map;

/** Why a line of Mosquitto's has no counterpart here, and what there is instead. */
final class Reasons {

    private static final Map<String, String> WHY =
            Map.ofEntries(
                    Map.entry("persistence", "sessions and retained messages are always kept"),
                    Map.entry(
                            "persistence_location",
                            "what it holds is not read: sessions and retained messages begin anew, in"
                                    + " `broker: data`"),
                    Map.entry("persistence_file", "`broker: data` is a directory"),
                    Map.entry(
                            "autosave_interval",
                            "what is acknowledged is kept within `broker: sync`"),
                    Map.entry("autosave_on_changes", "see `broker: sync`"),
                    Map.entry("user", "the service has its own user, meetpost"),
                    Map.entry("pid_file", "systemd knows the process"),
                    Map.entry("log_dest", "the log goes to standard output, which journald takes"),
                    Map.entry("log_type", "there is one log"),
                    Map.entry(
                            "connection_messages", "connections are always logged, within limits"),
                    Map.entry("set_tcp_nodelay", "always on"),
                    Map.entry("sys_interval", "always 10 s"),
                    Map.entry("retain_available", "always true"),
                    Map.entry("queue_qos0_messages", "QoS 0 never waits for who is away"),
                    Map.entry("plugin", "there are no plugins"),
                    Map.entry("auth_plugin", "there are no plugins"),
                    Map.entry("psk_file", "there are no pre-shared keys; certificates instead"),
                    Map.entry("psk_hint", "there are no pre-shared keys; certificates instead"),
                    Map.entry("clientid_prefixes", "see `client-ids` of `broker: acl`"),
                    Map.entry(
                            "max_connections",
                            "see `broker: limits: connections`, for all listeners"),
                    Map.entry("memory_limit", "see `broker: limits: memory-size`"),
                    Map.entry(
                            "mount_point",
                            "a prefix for one listener; give topics it in the clients"),
                    Map.entry("bind_interface", "give the address of the interface in the URL"),
                    Map.entry("http_dir", "no files are served; see `dashboard:`"),
                    Map.entry("tls_version", "TLS 1.2 and 1.3"),
                    Map.entry("require_certificate", "clients need no certificate"),
                    Map.entry("cafile", "needed only where clients show certificates"),
                    Map.entry("capath", "one file with all of them, `client-ca-file`"),
                    Map.entry("crlfile", "needed only where clients show certificates"),
                    Map.entry("use_subject_as_username", "the common name is the user"),
                    Map.entry(
                            "use_identity_as_username", "always, where a certificate is asked for"),
                    Map.entry("try_private", "always, where the other broker takes it"),
                    Map.entry("start_type", "a bridge is always on"),
                    Map.entry("cleansession", "a bridge keeps what waits on the board's disk"),
                    Map.entry("notifications", "a bridge is seen in /health, /metrics and doctor"),
                    Map.entry("remote_clientid", "made from the board's, so that no two are alike"),
                    Map.entry("clientid", "made from the board's, so that no two are alike"),
                    Map.entry("bridge_insecure", "the name in a certificate is always checked"),
                    Map.entry("bridge_capath", "one file with all of them, `ca-file`"),
                    Map.entry("bridge_protocol_version", "MQTT 3.1.1"),
                    Map.entry("round_robin", "addresses are tried in order"));

    private Reasons() {}

    static String of(String key) {
        return WHY.getOrDefault(key, "has no counterpart here");
    }
}
