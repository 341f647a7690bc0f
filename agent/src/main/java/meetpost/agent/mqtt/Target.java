package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens.
 *
 * @param host a name or an address, without brackets
 * @param path for WebSockets: {@code /mqtt}
 */
record Target(Scheme scheme, String host, int port, String path) {

    /** {@link URI#getHost} is null for a host name with an underscore, which networks do have. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(\\[[^\\]]+\\]|[^:]+)(?::(\\d+))?");

    Target {
        requireNonNull(scheme, "scheme");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
    }

    /** Takes the scheme's usual port, and {@code /mqtt}, where the URL names none. */
    static Target of(URI url) {
        Scheme scheme = Scheme.valueOf(url.getScheme().toUpperCase(Locale.ROOT));
        Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException(url + ": expected e.g. mqtt://localhost:1883");
        }
        String host = authority.group(1).replaceAll("[\\[\\]]", "");
        String digits = authority.group(2);
        int port = digits == null ? scheme.port : Integer.parseInt(digits);
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return new Target(scheme, host, port, path.isEmpty() ? "/mqtt" : path);
    }

    /** {@code localhost:1883}. */
    String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
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
