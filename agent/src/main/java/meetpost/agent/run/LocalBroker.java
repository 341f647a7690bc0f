package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.inventory.BrokerRequests;
import meetpost.broker.Broker;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;

/**
 * Our own broker, in this process. Can be stopped, and started again, while the agent goes on: a
 * simulation does that. Safe for use by several threads; all methods block, for a few seconds at
 * most.
 */
public final class LocalBroker implements AutoCloseable {

    private BrokerSettings settings;
    private final BrokerEvents events;
    private final OwnSockets sockets = new OwnSockets();
    private Optional<Broker> running = Optional.empty();
    private volatile List<URI> listeners;

    /** Starts nothing; {@code events} hears what happens to its clients. */
    public LocalBroker(BrokerSettings settings, BrokerEvents events) {
        this.settings = requireNonNull(settings, "settings");
        this.events = requireNonNull(events, "events");
        this.listeners = settings.listeners();
    }

    /**
     * Starts it; does nothing if it runs. It begins with what it has stored, and without storage
     * with nothing.
     *
     * @throws TakenPortException if somebody else listens on an address
     * @throws IOException if an address cannot be had otherwise
     */
    public synchronized void start() throws IOException {
        if (running.isEmpty()) {
            try {
                Broker started = Broker.start(settings.withListeners(listeners), events, sockets);
                listeners = started.listeners();
                running = Optional.of(started);
            } catch (IOException e) {
                throw TakenPortException.explained(listeners, e);
            }
        }
    }

    /** Stops it; its clients see their connections close. Does nothing if it does not run. */
    @Override
    public synchronized void close() {
        running.ifPresent(Broker::close);
        running = Optional.empty();
    }

    /**
     * Reads certificates, passwords and access rules again; does not start it.
     *
     * @param fresh differs in access and TLS at most
     * @throws IOException that names a file that is wrong; nothing has changed then
     */
    synchronized void reload(BrokerSettings fresh) throws IOException {
        if (running.isPresent()) {
            running.get().reload(fresh);
        }
        settings = fresh;
    }

    /** By which it knows what comes from this process. */
    OwnSockets sockets() {
        return sockets;
    }

    /** Whether it runs. */
    public synchronized boolean running() {
        return running.isPresent();
    }

    /** Where it listens, or will again. */
    public List<URI> listeners() {
        return listeners;
    }

    /** Who is connected; nobody if it does not run. */
    public synchronized List<Broker.Client> clients() {
        return running.map(Broker::clients).orElse(List.of());
    }

    /**
     * Cuts a client off without closing its connection, as a pulled cable does.
     *
     * @return false if no such client is connected
     */
    public synchronized boolean cut(String clientId) {
        return running.isPresent() && running.get().cut(clientId);
    }

    /** The one that runs; empty if none does. */
    synchronized Optional<Broker> current() {
        return running;
    }

    /** Answers what people ask of it. */
    public static BrokerRequests requests(Optional<LocalBroker> broker) {
        return new BrokerRequests(() -> broker.flatMap(LocalBroker::current));
    }

    /** What is wrong with what it keeps, in words. */
    synchronized List<String> storageTroubles() {
        return running.stream()
                .flatMap(broker -> broker.storageTroubles().stream())
                .map(trouble -> "broker: " + trouble)
                .toList();
    }

    /** What is wrong with the outbox on the disk, and with what the broker stores on it. */
    static List<String> diskTroubles(
            Optional<String> outbox, Optional<String> past, Optional<LocalBroker> broker) {
        return Stream.concat(
                        Stream.concat(outbox.stream(), past.stream()),
                        broker.stream().flatMap(each -> each.storageTroubles().stream()))
                .toList();
    }

    /** That it hangs, in words; empty if it does not. */
    synchronized Optional<String> problem() {
        return running.isEmpty() || running.get().answers()
                ? Optional.empty()
                : Optional.of("the broker hangs");
    }
}
