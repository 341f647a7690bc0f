package meetpost.broker.settings;

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
 * @param guards of each listener in their order; empty where {@code access} and {@code tls} are
 *     those of all
 * @param storage empty for a broker that keeps everything in memory
 */
public record BrokerSettings(
        List<URI> listeners,
        Access access,
        Optional<TlsSettings> tls,
        List<ListenerAccess> guards,
        Optional<StorageSettings> storage,
        SessionSettings sessions,
        Limits limits) {

    public BrokerSettings {
        listeners = List.copyOf(listeners);
        requireNonNull(access, "access");
        requireNonNull(tls, "tls");
        guards = List.copyOf(guards);
        if (!guards.isEmpty() && guards.size() != listeners.size()) {
            throw new IllegalArgumentException(
                    "%s guards for %s listeners".formatted(guards.size(), listeners.size()));
        }
        requireNonNull(storage, "storage");
        requireNonNull(sessions, "sessions");
        requireNonNull(limits, "limits");
    }

    /** Open to everybody, in memory, with all bounds at their defaults. */
    public BrokerSettings(List<URI> listeners) {
        this(
                listeners,
                Access.OPEN,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                SessionSettings.DEFAULTS,
                Limits.defaults());
    }

    public BrokerSettings with(Limits other) {
        return new BrokerSettings(listeners, access, tls, guards, storage, sessions, other);
    }

    public BrokerSettings with(SessionSettings other) {
        return new BrokerSettings(listeners, access, tls, guards, storage, other, limits);
    }

    public BrokerSettings with(Access other) {
        return new BrokerSettings(listeners, other, tls, guards, storage, sessions, limits);
    }

    public BrokerSettings with(TlsSettings other) {
        return new BrokerSettings(
                listeners, access, Optional.of(other), guards, storage, sessions, limits);
    }

    public BrokerSettings with(StorageSettings other) {
        return new BrokerSettings(
                listeners, access, tls, guards, Optional.of(other), sessions, limits);
    }

    /** With nothing kept on the disk. */
    public BrokerSettings inMemory() {
        return new BrokerSettings(
                listeners, access, tls, guards, Optional.empty(), sessions, limits);
    }

    /** With a guard for each listener. */
    public BrokerSettings with(List<ListenerAccess> others) {
        return new BrokerSettings(listeners, access, tls, others, storage, sessions, limits);
    }

    /** Whether anybody can prove to be a user. */
    public boolean knowsUsers() {
        for (int i = 0; i < listeners.size(); i++) {
            ListenerAccess guard = guard(i);
            if (guard.access().passwordFile().isPresent() || certifies(listeners.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Of a listener by its place among them. */
    public ListenerAccess guard(int listener) {
        return guards.isEmpty() ? new ListenerAccess(access, tls) : guards.get(listener);
    }

    /** Of one of the listeners. */
    public ListenerAccess guard(URI listener) {
        return guard(Math.max(0, listeners.indexOf(listener)));
    }

    /** Whether this listener takes nobody without a certificate, whose name is the user. */
    public boolean certifies(URI listener) {
        boolean encrypted = Scheme.find(listener).filter(Scheme::encrypted).isPresent();
        return encrypted && guard(listener).tls().flatMap(TlsSettings::clientCaFile).isPresent();
    }

    /**
     * The same, listening elsewhere; without the guards of single listeners unless there are as
     * many as before.
     */
    public BrokerSettings withListeners(List<URI> others) {
        List<ListenerAccess> kept = others.size() == listeners.size() ? guards : List.of();
        return new BrokerSettings(others, access, tls, kept, storage, sessions, limits);
    }
}
