package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import meetpost.broker.settings.Authority;

/**
 * Where a broker listens.
 *
 * @param host a name or an address, without brackets
 * @param path for WebSockets: {@code /mqtt}, with its query
 */
record BrokerTarget(Scheme scheme, String host, int port, String path) {

    BrokerTarget {
        requireNonNull(scheme, "scheme");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
    }

    /** Takes the scheme's usual port, and {@code /mqtt}, where the URL names none. */
    static BrokerTarget of(URI url) {
        Scheme scheme = Scheme.valueOf(url.getScheme().toUpperCase(Locale.ROOT));
        Authority at = Authority.of(url);
        int port = at.port() < 0 ? scheme.port : at.port();
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/mqtt" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new BrokerTarget(scheme, at.bareHost(), port, path + query);
    }

    /** {@code localhost:1883}. */
    String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Whom a certificate and a {@code Host} header name: without the dot of the root (RFC 6066
     * section 3) and the zone of an IPv6 address (RFC 6874 section 1), which mean something here
     * only.
     */
    String name() {
        String name = host.replaceFirst("%.*", "");
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** For {@code Host}: {@code localhost:1883}. */
    String header() {
        return (name().contains(":") ? "[" + name() + "]" : name()) + ":" + port;
    }

    /** {@code mqtt://localhost:1883}. */
    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + "://" + address();
    }

    /** How MQTT is carried. */
    enum Scheme {
        MQTT(1883, false, false),
        MQTTS(8883, true, false),
        WS(80, false, true),
        WSS(443, true, true);

        private final int port;
        private final boolean tls;
        private final boolean webSocket;

        Scheme(int port, boolean tls, boolean webSocket) {
            this.port = port;
            this.tls = tls;
            this.webSocket = webSocket;
        }

        boolean tls() {
            return tls;
        }

        boolean webSocket() {
            return webSocket;
        }
    }
}
