package meetpost.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for a service of the internet, on this machine. */
final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What came: method, path, {@code Authorization} and body. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    StandIn(Answering answering) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    asked.add(
                            "%s %s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            Optional.ofNullable(
                                                            exchange.getRequestHeaders()
                                                                    .getFirst("Authorization"))
                                                    .orElse("-"),
                                            body));
                    try (exchange) {
                        answering.answer(exchange);
                    }
                });
        server.start();
    }

    static StandIn thatAnswers(int status) throws IOException {
        return new StandIn(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
