package meetpost.agent.http;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import meetpost.agent.http.ConnectionSlots.Decision;
import meetpost.agent.http.ConnectionSlots.Stage;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * HTTP/1.1, bounded: one thread reads and writes for all clients and never waits for one of them; a
 * request that is whole goes to one of a few others, which make the answer. So a slow client costs
 * its place and no thread, and its place goes to a newcomer who has none ({@link ConnectionSlots}).
 */
public final class WebServer implements Closeable {

    /** Of one address: a browser has six. */
    private static final ConnectionSlots PLACES = new ConnectionSlots(96, 24, 8);

    /** Of answers that slow clients have not yet taken; then the slowest is cut. */
    private static final long ANSWERS = 4L << 20;

    private static final int READ = 16_384;
    private static final int BACKLOG = 128;

    /** Between two looks at what those before them have sent. */
    private static final int NEWCOMERS = 16;

    private static final Duration AFTER_A_FAILED_ACCEPT = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey accepting;
    private final Workers workers;
    private final Ticks ticks;
    private final Thread thread;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Queue<Workers.Done> done = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
    private Optional<Long> acceptAgain = Optional.empty();
    private volatile boolean closed;

    private WebServer(
            ServerSocketChannel listener,
            Selector selector,
            SelectionKey accepting,
            Handler site,
            Ticks ticks) {
        this.listener = listener;
        this.selector = selector;
        this.accepting = accepting;
        this.ticks = ticks;
        this.workers = new Workers(site, this::completed);
        this.thread = new Thread(this::run, "web");
        thread.setDaemon(true);
    }

    /**
     * Listens from now on.
     *
     * @param site answers all requests
     * @throws BindException if the address is taken
     */
    public static WebServer start(InetSocketAddress address, Handler site) throws IOException {
        return start(address, site, Ticks.REAL);
    }

    static WebServer start(InetSocketAddress address, Handler site, Ticks ticks)
            throws IOException {
        requireNonNull(site, "site");
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, BACKLOG);
            listener.configureBlocking(false);
            SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
            var server = new WebServer(listener, selector, key, site, ticks);
            server.thread.start();
            return server;
        } catch (IOException e) {
            listener.close();
            selector.close();
            throw e;
        }
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(untilNextEnd());
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key == accepting) {
                        accept();
                    } else if (key.isValid() && key.attachment() instanceof Connection one) {
                        goOn(one, key.isWritable());
                    }
                }
                selector.selectedKeys().clear();
                for (Workers.Done each = done.poll(); each != null; each = done.poll()) {
                    workers.ended(each);
                    send(each.connection(), each.bytes(), each.staysOpen());
                }
                cutTheLate();
                workers.dispatch();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("web server", e);
        } finally {
            List.copyOf(connections).forEach(this::cut);
            workers.close();
        }
    }

    /** Any thread. */
    private void completed(Workers.Done each) {
        done.add(each);
        selector.wakeup();
    }

    /** Zero, which is for ever, if nobody is connected. */
    private long untilNextEnd() {
        long now = ticks.now();
        long shortest = Long.MAX_VALUE;
        for (Connection each : connections) {
            shortest = Math.min(shortest, each.end().map(end -> end - now).orElse(shortest));
        }
        shortest = Math.min(shortest, acceptAgain.map(tick -> tick - now).orElse(shortest));
        return shortest == Long.MAX_VALUE
                ? 0
                : Math.max(1, Duration.ofNanos(shortest).toMillis() + 1);
    }

    private void accept() {
        for (int i = 0; i < NEWCOMERS; i++) {
            try {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                admit(channel);
            } catch (IOException e) {
                // Such as without a free descriptor: it would be tried again at once, for ever.
                Logger.warn("web server: a connection was not taken: {}", e.getMessage());
                accepting.interestOps(0);
                acceptAgain = Optional.of(ticks.now() + AFTER_A_FAILED_ACCEPT.toNanos());
                return;
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        long now = ticks.now();
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress remote)) {
            channel.close();
            return;
        }
        Decision<Connection> decision = PLACES.admit(remote.getAddress(), connections, now);
        decision.instead().ifPresent(this::makePlace);
        if (!decision.admitted()) {
            Logger.warn(
                    "web server: a connection from {} was refused: all places are in use",
                    remote.getAddress().getHostAddress());
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        var connection = new Connection(channel, key, remote.getAddress(), now);
        key.attach(connection);
        connections.add(connection);
    }

    private void makePlace(Connection connection) {
        // One that idles is no news: it has its answers.
        if (connection.stage() != Stage.IDLE && connection.stage() != Stage.LEAVING) {
            Logger.warn(
                    "web server: a connection of {} was cut to make place: {}",
                    connection.from().getHostAddress(),
                    connection.stage() == Stage.ASKING
                            ? "its request was not finished"
                            : "it did not take its answer");
        }
        cut(connection);
    }

    private void goOn(Connection connection, boolean writable) {
        long now = ticks.now();
        attempt(connection, () -> writable ? connection.write(now) : connection.read(buffer, now));
    }

    private void send(Connection connection, ByteBuffer[] answer, boolean staysOpen) {
        attempt(connection, () -> connection.send(answer, staysOpen, ticks.now()));
    }

    /** What can be done to a connection now; leads to its next request or does not. */
    private interface Step {
        Optional<Request> take() throws IOException, BadRequestException;
    }

    private void attempt(Connection connection, Step step) {
        try {
            Optional<Request> request = connection.open() ? step.take() : Optional.empty();
            request.ifPresent(each -> workers.add(connection, each));
        } catch (BadRequestException e) {
            Response refusal = Response.refusal(e.status(), e.text());
            send(connection, Encoded.of(refusal, true, false), false);
        } catch (IOException | RuntimeException | Error e) {
            // The client is gone, or its network; else it met a defect.
            workers.failed(e);
            cut(connection);
        }
        if (!connection.open()) {
            cut(connection);
        }
    }

    private void cutTheLate() {
        long now = ticks.now();
        if (acceptAgain.filter(tick -> tick - now <= 0).isPresent()) {
            acceptAgain = Optional.empty();
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        long held = 0;
        for (Connection each : List.copyOf(connections)) {
            if (each.end().filter(end -> end - now <= 0).isPresent()) {
                cut(each);
            }
            held += each.held();
        }
        while (held > ANSWERS) {
            Optional<Connection> slowest = slowest(now);
            if (slowest.isEmpty()) {
                return;
            }
            held -= slowest.get().held();
            makePlace(slowest.get());
        }
    }

    /** Of several that have an answer to take: one that has it alone may take its time. */
    private Optional<Connection> slowest(long now) {
        List<Connection> hearing =
                connections.stream().filter(each -> each.stage() == Stage.HEARING).toList();
        return hearing.size() < 2
                ? Optional.empty()
                : hearing.stream().min(Comparator.comparing(each -> each.since() - now));
    }

    private void cut(Connection connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            Logger.debug("a connection did not close: {}", e.getMessage());
        }
    }

    /** Cuts whoever is being answered. Blocks for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(STOP.toMillis());
            listener.close();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            Logger.debug("the web server did not close: {}", e.getMessage());
        }
    }
}
