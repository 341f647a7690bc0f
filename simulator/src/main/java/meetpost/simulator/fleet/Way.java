package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How the broker is reached.
 *
 * @param tls empty: not encrypted
 */
record Way(InetSocketAddress broker, Optional<SSLContext> tls, Login login) {

    /** Section 3.2.2.3. */
    private static final String[] REFUSALS = {
        "",
        "it does not speak MQTT 3.1.1",
        "it does not like the client id",
        "it is not available",
        "user name or password are wrong",
        "not authorised: it wants a user name and a password"
    };

    Way {
        requireNonNull(broker, "broker");
        requireNonNull(tls, "tls");
        requireNonNull(login, "login");
    }

    /** The bytes of a connection of its own. */
    Wire wire(SocketChannel channel) throws IOException {
        if (tls.isEmpty()) {
            return new Wire.Plain(channel);
        }
        SSLEngine engine = tls.get().createSSLEngine(broker.getHostString(), broker.getPort());
        SSLParameters parameters = engine.getSSLParameters();
        // RFC 6125 as HTTPS has it: the certificate must be for the name that was asked for.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new TlsWire(channel, engine);
    }

    /** Why a CONNACK is a refusal; empty text if it is not. */
    static String refusal(Packet connack) {
        connack.body().get();
        int code = connack.body().get() & 0xFF;
        return code < REFUSALS.length ? REFUSALS[code] : "return code " + code;
    }

    /** Empty: it could not be opened, and the owner was told so. */
    Optional<Connection> open(Loop loop, Connection.Owner owner) {
        try {
            return Optional.of(loop.connect(this, owner));
        } catch (IOException e) {
            owner.closed(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
