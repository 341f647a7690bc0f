package meetpost.agent.settings;

import java.net.URI;
import java.util.List;
import meetpost.broker.BrokerSettings;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code broker:}, our own in this process. */
final class BrokerSection {

    /** Those that the broker can serve. */
    private static final List<String> SCHEMES = List.of("mqtt");

    private static final String LOOPBACK = "mqtt://127.0.0.1:1883";

    static final Key<List<URI>> LISTENERS =
            Key.of(
                    "listeners",
                    new Items<>(
                            Urls.url(SCHEMES, true, LOOPBACK),
                            true,
                            1,
                            20,
                            "a URL or a list of up to 20, such as [\"" + LOOPBACK + "\"]"),
                    LOOPBACK,
                    "Where it listens: `mqtt://` and an address of this machine.");
    static final Key<Boolean> ALLOW_ANONYMOUS =
            Key.of(
                    "allow-anonymous",
                    Scalars.FLAG,
                    "false",
                    "Lets everybody in on listeners that are not on loopback.");

    static final Group GROUP = new Group("broker", List.of(LISTENERS, ALLOW_ANONYMOUS));

    private BrokerSection() {}

    static BrokerSettings read(Section section, Report report) {
        List<URI> listeners = section.value(LISTENERS);
        Node at = section.at(LISTENERS);
        for (URI listener : listeners) {
            if (!isLoopback(listener) && !section.value(ALLOW_ANONYMOUS)) {
                report.at(
                        at,
                        "%s can be reached from the network without a password, expected an"
                                        .formatted(listener)
                                + " address such as 127.0.0.1, or \"allow-anonymous: true\"");
            }
        }
        long different =
                listeners.stream().map(URI::getPort).filter(port -> port != 0).distinct().count();
        long fixed = listeners.stream().filter(listener -> listener.getPort() != 0).count();
        if (different < fixed) {
            report.at(at, "two listeners on one port, expected a port for each");
        }
        return new BrokerSettings(listeners);
    }

    /** Whether only this machine can connect. Looks up no name. */
    static boolean isLoopback(URI listener) {
        String host = listener.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Whether it listens on all addresses of the machine. */
    static boolean isWildcard(URI listener) {
        return listener.getHost().equals("0.0.0.0") || listener.getHost().equals("[::]");
    }
}
