package meetpost.broker;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import meetpost.broker.access.ListenerPolicy;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.connection.Listener;
import meetpost.broker.connection.ReadBuffer;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limits;
import meetpost.broker.storage.JournalStore;
import meetpost.broker.storage.Store;
import meetpost.journal.Medium;

/**
 * An MQTT broker. One thread, {@code broker}, does all of its work; every method here may be called
 * from any other.
 */
public final class Broker implements AutoCloseable {

    private static final int WAIT_SECONDS = 3;

    /** Part of the name that Netty gives a channel, which nothing here reads. */
    private static final String MACHINE_ID = "io.netty.machineId";

    private final EventLoopGroup group;
    private final Engine engine;
    private final PooledByteBufAllocator allocator;
    private final ReadBuffer readBuffer;
    private final List<Listener.Listening> listeners = new ArrayList<>();

    private Broker(EventLoopGroup group, Engine engine, PooledByteBufAllocator allocator) {
        this.group = group;
        this.engine = engine;
        this.allocator = allocator;
        this.readBuffer = new ReadBuffer();
    }

    /** Starts a broker whose events nobody hears. */
    public static Broker start(BrokerSettings settings) throws IOException {
        return start(settings, BrokerEvents.NONE);
    }

    /**
     * Starts a broker; it accepts clients when this returns.
     *
     * @throws IOException if a listener's address cannot be had, or a file not be read: names it
     *     and the reason
     */
    public static Broker start(BrokerSettings settings, BrokerEvents events) throws IOException {
        return start(settings, events, new OwnSockets());
    }

    /**
     * The same, in a process that is a client of it too.
     *
     * @param own its connections
     */
    public static Broker start(BrokerSettings settings, BrokerEvents events, OwnSockets own)
            throws IOException {
        return start(settings, own, events, Medium.DISK, System::nanoTime);
    }

    static Broker start(BrokerSettings settings, BrokerEvents events, Medium medium)
            throws IOException {
        return start(settings, events, medium, System::nanoTime);
    }

    static Broker start(
            BrokerSettings settings, BrokerEvents events, Medium medium, LongSupplier ticks)
            throws IOException {
        return start(settings, new OwnSockets(), events, medium, ticks);
    }

    private static Broker start(
            BrokerSettings settings,
            OwnSockets own,
            BrokerEvents events,
            Medium medium,
            LongSupplier ticks)
            throws IOException {
        if (System.getProperty(MACHINE_ID) == null) {
            // Without one it looks for a hardware address, and warns where only loopback is.
            System.setProperty(MACHINE_ID, "02:00:00:00:00:00");
        }
        var group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("broker", true), NioIoHandler.newFactory());
        var loop = (EventLoop) group.next();
        // One arena of small chunks: Netty's default would take 4 MB for a first client.
        var allocator = new PooledByteBufAllocator(true, 0, 1, 8192, 6, 0, 0, true);
        try {
            Store store =
                    settings.storage().isPresent()
                            ? new JournalStore(settings.storage().get(), loop, events, medium)
                            : Store.NONE;
            var engine = new Engine(loop, settings, own, events, store, allocator, ticks);
            var broker = new Broker(group, engine, allocator);
            broker.begin(settings);
            return broker;
        } catch (IOException e) {
            var unused = group.shutdownGracefully(0, WAIT_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
    }

    private void begin(BrokerSettings settings) throws IOException {
        try {
            group.submit(engine::start).syncUninterruptibly();
            listen(settings);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void listen(BrokerSettings settings) throws IOException {
        for (int i = 0; i < settings.listeners().size(); i++) {
            URI uri = settings.listeners().get(i);
            ListenerPolicy door = ListenerPolicy.of(uri, settings.guard(i));
            listeners.add(
                    Listener.bind(uri, engine.connections(), door, group, readBuffer, allocator));
        }
    }

    /**
     * Reads certificates, keys, authorities, password files again, and takes over the access rules
     * of these settings; connections stay, with the rules of now. Blocks for the files and, at most
     * three seconds, for the broker's thread.
     *
     * @param fresh differs from what it runs with in access and TLS at most; has as many listeners
     * @throws IOException that names a file that is wrong; nothing has changed then
     */
    public void reload(BrokerSettings fresh) throws IOException {
        List<ListenerPolicy> doors = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            doors.add(ListenerPolicy.of(listeners.get(i).wanted(), fresh.guard(i)).withPasswords());
        }
        ask(
                () -> {
                    for (int i = 0; i < doors.size(); i++) {
                        listeners.get(i).door().become(doors.get(i));
                    }
                    engine.sessions().accessChanged();
                    return true;
                });
    }

    /** Where it listens, in the order of the settings, with the ports that were bound. */
    public List<URI> listeners() {
        return listeners.stream().map(Listener.Listening::uri).toList();
    }

    /** The bound port of the first listener. */
    public int port() {
        return listeners().get(0).getPort();
    }

    /** Whether its thread does its work. Waits for it, at most three seconds. */
    public boolean answers() {
        return group.next().submit(() -> {}).awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** What it has counted so far. Waits for the broker's thread, at most three seconds. */
    public BrokerMetrics metrics() {
        return ask(() -> BrokerMetrics.of(engine));
    }

    /** What is wrong with what it keeps, in words. Does not wait. */
    public List<String> storageTroubles() {
        return engine.storageTroubles();
    }

    /** Its bounds. */
    public Limits limits() {
        return engine.limits();
    }

    /** A client that is connected, and from where. */
    public record Client(String id, String address) {}

    /** Who is connected, by identifier. Waits for the broker's thread, at most three seconds. */
    public List<Client> clients() {
        return ask(() -> new Inventory(engine).clients());
    }

    /**
     * Cuts a client off without closing its connection, as a pulled cable does: nothing gets
     * through any more, and both sides find out by keep-alive. For simulations. Waits as above.
     *
     * @return false if no such client is connected
     */
    public boolean cut(String clientId) {
        return ask(() -> new Inventory(engine).cut(clientId));
    }

    /**
     * Those of the kept sessions that began after one, in their order. Waits for the broker's
     * thread, at most three seconds.
     *
     * @param after {@link SessionReport#number}; 0 for the first ones
     * @param most as many at most
     */
    public List<SessionReport> sessions(long after, int most) {
        return ask(() -> new Inventory(engine).sessions(after, most));
    }

    /** The sessions for which most bytes wait, the largest first. Waits as above. */
    public List<SessionReport> largestSessions(int most) {
        return ask(() -> new Inventory(engine).largest(most));
    }

    /**
     * Ends a session: what waits for it is gone, its will is said; a connected client is cut off
     * and told so. Waits as above.
     *
     * @return what it was; empty if there is no session of this client
     */
    public Optional<SessionReport> drop(String clientId) {
        return ask(() -> new Inventory(engine).drop(clientId));
    }

    /**
     * Retained messages whose topic matches, by the age of their values. Waits as above.
     *
     * @param filter as in a SUBSCRIBE
     * @param page where to begin, and how far
     * @throws IllegalArgumentException if it is no filter, in words
     */
    public RetainedReport.Answer retained(String filter, RetainedReport.Page page) {
        TopicFilter checked = Inventory.filter(filter);
        return ask(() -> new Inventory(engine).retained(checked, page));
    }

    /**
     * Clears retained messages whose topic matches, and tells who subscribes to them. Waits as
     * above.
     *
     * @param most as many at most: there may be more
     * @return how many
     * @throws IllegalArgumentException if it is no filter, in words
     */
    public int clear(String filter, int most) {
        TopicFilter checked = Inventory.filter(filter);
        return ask(() -> new Inventory(engine).clear(checked, most));
    }

    private <T> T ask(Callable<T> question) {
        try {
            return group.next().submit(question).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker is asked", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    /** Says goodbye to the clients and stops. Returns within a few seconds. */
    @Override
    public void close() {
        listeners.forEach(Listener.Listening::close);
        group.submit(engine::stop).awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
        group.shutdownGracefully(0, WAIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
        readBuffer.release();
    }
}
