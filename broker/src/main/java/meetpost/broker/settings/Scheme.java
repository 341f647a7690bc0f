package meetpost.broker.settings;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** What a listener's URI may start with. */
public enum Scheme {
    MQTT(1883),
    MQTTS(8883),
    WS(9001),
    WSS(9443);

    private final int usualPort;

    Scheme(int usualPort) {
        this.usualPort = usualPort;
    }

    /** Empty where it starts with nothing of these, or has no host. */
    static Optional<Scheme> find(URI uri) {
        return Stream.of(values())
                .filter(scheme -> scheme.name().equalsIgnoreCase(uri.getScheme()))
                .filter(scheme -> Authority.find(uri).isPresent())
                .findFirst();
    }

    /**
     * The same.
     *
     * @throws IOException where there is none
     */
    public static Scheme of(URI uri) throws IOException {
        return find(uri)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "%s: a listener is mqtt, mqtts, ws or wss://ADDRESS:PORT"
                                                .formatted(uri)));
    }

    public boolean encrypted() {
        return this == MQTTS || this == WSS;
    }

    public boolean webSocket() {
        return this == WS || this == WSS;
    }

    public int port(URI uri) {
        int port = Authority.of(uri).port();
        return port < 0 ? usualPort : port;
    }
}
