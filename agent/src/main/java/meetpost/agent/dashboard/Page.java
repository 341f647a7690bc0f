package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Set;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;

/**
 * Another page, beside the dashboard, which has a link to it.
 *
 * @param title of the link
 */
public record Page(String title, Handler handler) implements Handler {

    public Page {
        requireNonNull(title, "title");
        requireNonNull(handler, "handler");
    }

    @Override
    public Set<String> methods(String below) {
        return handler.methods(below);
    }

    @Override
    public Response answer(Request request) throws IOException {
        return handler.answer(request);
    }
}
