package meetpost.simulator.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;

/** How the broker is reached. */
record Way(InetSocketAddress broker, Login login) {

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
        requireNonNull(login, "login");
    }

    /** Why a CONNACK is a refusal; empty text if it is not. */
    static String refusal(Packet connack) {
        connack.body().get();
        int code = connack.body().get() & 0xFF;
        return code < REFUSALS.length ? REFUSALS[code] : "return code " + code;
    }

    Connection open(Loop loop, Connection.Owner owner, Tally tally) {
        try {
            return loop.connect(broker, owner);
        } catch (IOException e) {
            tally.trouble(String.valueOf(e.getMessage()));
            throw new java.io.UncheckedIOException(e);
        }
    }
}
