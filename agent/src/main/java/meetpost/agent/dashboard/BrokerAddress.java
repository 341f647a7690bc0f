package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import meetpost.agent.settings.Settings;
import meetpost.broker.settings.Authority;

/**
 * Where a browser finds the broker: where settings say; else at the WebSocket listener of our own
 * broker; else at the agent's own broker, on its WebSocket or on port 9001, the usual one.
 *
 * @param listeners of our own broker, as they are bound
 */
record BrokerAddress(Settings settings, Supplier<List<URI>> listeners) {

    private static final int USUAL = 9001;
    private static final Set<String> WEB = Set.of("ws", "wss");
    private static final Set<String> HERE =
            Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]");

    BrokerAddress {
        requireNonNull(settings, "settings");
        requireNonNull(listeners, "listeners");
    }

    /**
     * The URL for a page that was fetched from {@code host}; empty where our own broker has no
     * WebSocket listener.
     */
    Optional<URI> from(String host) {
        Optional<URI> said = settings.dashboard().flatMap(page -> page.mqtt());
        if (said.isPresent()) {
            return said;
        }
        if (settings.broker().isPresent()) {
            return listeners.get().stream()
                    .filter(uri -> WEB.contains(uri.getScheme()))
                    .findFirst()
                    .map(uri -> at(uri.getScheme(), Authority.of(uri), host));
        }
        URI link = settings.mqtt().urls().get(0);
        Authority there = Authority.of(link);
        return Optional.of(
                WEB.contains(link.getScheme())
                        ? at(link.getScheme(), there, host)
                        : at("ws", new Authority(there.host(), USUAL), host));
    }

    /** What is here for us is, for a browser, where the page came from. */
    private static URI at(String scheme, Authority broker, String page) {
        String name = HERE.contains(broker.host()) && !page.isEmpty() ? page : broker.host();
        return URI.create(scheme + "://" + name + (broker.port() < 0 ? "" : ":" + broker.port()));
    }
}
