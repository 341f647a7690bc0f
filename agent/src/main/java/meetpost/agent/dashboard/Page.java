package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * Another page, beside the dashboard, which has a link to it.
 *
 * @param title of the link
 */
public record Page(String title, HttpHandler handler) implements HttpHandler {

    public Page {
        requireNonNull(title, "title");
        requireNonNull(handler, "handler");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        handler.handle(exchange);
    }
}
