package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the page is served.
 *
 * @param host address to listen on: {@code 127.0.0.1}, {@code 0.0.0.0}
 * @param port 0 takes a free one
 * @param mqtt where a browser finds the broker, schemes ws and wss; empty: where it most likely is
 * @param reload whether the page may have the agent read its settings again
 * @param sessions whether the page shows the sessions of our own broker and may drop one
 * @param allBoards whether it has a page of all boards of the broker
 * @param hosts names by which the server may be called, besides those that it knows itself
 */
public record DashboardSettings(
        String host,
        int port,
        Optional<URI> mqtt,
        boolean reload,
        boolean sessions,
        boolean allBoards,
        List<String> hosts) {

    public DashboardSettings {
        requireNonNull(host, "host");
        requireNonNull(mqtt, "mqtt");
        hosts = List.copyOf(hosts);
    }

    /** Of this board alone. */
    public DashboardSettings(
            String host,
            int port,
            Optional<URI> mqtt,
            boolean reload,
            boolean sessions,
            List<String> hosts) {
        this(host, port, mqtt, reload, sessions, false, hosts);
    }
}
