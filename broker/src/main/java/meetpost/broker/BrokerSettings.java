package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How a broker listens, whom it lets in, what it keeps, and its bounds.
 *
 * @param listeners {@code mqtt://127.0.0.1:1883}, also {@code mqtts}, {@code ws}, {@code wss}; port
 *     0 takes a free one
 * @param tls must be there for {@code mqtts} and {@code wss}
 * @param storage empty for a broker that keeps everything in memory
 */
public record BrokerSettings(
        List<URI> listeners,
        Access access,
        Optional<TlsSettings> tls,
        Optional<StorageSettings> storage,
        Limits limits) {

    public BrokerSettings {
        listeners = List.copyOf(listeners);
        requireNonNull(access, "access");
        requireNonNull(tls, "tls");
        requireNonNull(storage, "storage");
        requireNonNull(limits, "limits");
    }

    /** Open to everybody, in memory, with all bounds at their defaults. */
    public BrokerSettings(List<URI> listeners) {
        this(listeners, Access.OPEN, Optional.empty(), Optional.empty(), Limits.defaults());
    }

    public BrokerSettings with(Limits other) {
        return new BrokerSettings(listeners, access, tls, storage, other);
    }

    public BrokerSettings with(Access other) {
        return new BrokerSettings(listeners, other, tls, storage, limits);
    }

    public BrokerSettings with(TlsSettings other) {
        return new BrokerSettings(listeners, access, Optional.of(other), storage, limits);
    }

    public BrokerSettings with(StorageSettings other) {
        return new BrokerSettings(listeners, access, tls, Optional.of(other), limits);
    }

    /** Whether this listener takes nobody without a certificate, whose name is the user. */
    public boolean certifies(URI listener) {
        boolean encrypted = List.of("mqtts", "wss").contains(listener.getScheme());
        return encrypted && tls.flatMap(TlsSettings::clientCaFile).isPresent();
    }

    /** The same, listening elsewhere. */
    public BrokerSettings withListeners(List<URI> others) {
        return new BrokerSettings(others, access, tls, storage, limits);
    }
}
