package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The page's button that has the settings read again; for those whose settings allow it. */
public final class ReloadButton implements HttpHandler {

    private final Supplier<List<String>> reload;

    /**
     * Does it by {@code reload}.
     *
     * @param reload gives why nothing was taken over; empty: all of it was
     */
    public ReloadButton(Supplier<List<String>> reload) {
        this.reload = requireNonNull(reload, "reload");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Answer.refusal(405, exchange.getRequestMethod() + ", expected POST").send(exchange);
            return;
        }
        var answer = new JsonObject();
        answer.put("problems", new JsonArray(reload.get()));
        Answer.json(JsonWriter.string(answer) + "\n").send(exchange);
    }
}
