package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.instance.PortHolder;

/**
 * The JDK's web server, bounded: so many connections and threads, and so much time for each request
 * and each answer. The threads end when nobody asks.
 */
final class WebServer implements Closeable {

    private static final int CONNECTIONS = 32;

    /** As many as connections, and some that are about to end: a slow client delays nobody else. */
    private static final int THREADS = CONNECTIONS + 8;

    private static final int LONGEST_REQUEST_SECONDS = 10;
    private static final int LONGEST_ANSWER_SECONDS = 30;
    private static final int IDLE_SECONDS = 20;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private WebServer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens from now on.
     *
     * @param handlers by the path at which what they answer begins
     * @throws IOException if the address cannot be had; the message says who has it, if it is known
     */
    static WebServer start(
            InetSocketAddress address, Filter guard, Map<String, HttpHandler> handlers)
            throws IOException {
        requireNonNull(guard, "guard");
        bound();
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new IOException(PortHolder.obstacle(address, "dashboard: listen"), e);
        }
        handlers.forEach(
                (path, handler) -> server.createContext(path, handler).getFilters().add(guard));
        var count = new AtomicInteger();
        var threads =
                new ThreadPoolExecutor(
                        0,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> new Thread(task, "web-" + count.incrementAndGet()));
        server.setExecutor(threads);
        server.start();
        return new WebServer(server, threads);
    }

    /** The JDK's server knows these as properties only, and reads them when it is first used. */
    private static void bound() {
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
        System.setProperty(
                "sun.net.httpserver.maxReqTime", String.valueOf(LONGEST_REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(LONGEST_ANSWER_SECONDS));
        System.setProperty("sun.net.httpserver.idleInterval", String.valueOf(IDLE_SECONDS));
        // Without it a small answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Cuts whoever is being answered. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
