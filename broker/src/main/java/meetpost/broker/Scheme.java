package meetpost.broker;

import java.io.IOException;
import java.net.URI;

/** What a listener's URI may start with. */
enum Scheme {
    MQTT(1883),
    MQTTS(8883),
    WS(9001),
    WSS(9443);

    private final int usualPort;

    Scheme(int usualPort) {
        this.usualPort = usualPort;
    }

    static Scheme of(URI uri) throws IOException {
        for (Scheme scheme : values()) {
            if (scheme.name().equalsIgnoreCase(uri.getScheme())
                    && Authority.find(uri).isPresent()) {
                return scheme;
            }
        }
        throw new IOException(
                "%s: a listener is mqtt, mqtts, ws or wss://ADDRESS:PORT".formatted(uri));
    }

    boolean encrypted() {
        return this == MQTTS || this == WSS;
    }

    boolean webSocket() {
        return this == WS || this == WSS;
    }

    int port(URI uri) {
        int port = Authority.of(uri).port();
        return port < 0 ? usualPort : port;
    }
}
