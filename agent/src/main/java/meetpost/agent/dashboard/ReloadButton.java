package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;

/** The page's button that has the settings read again; for those whose settings allow it. */
public final class ReloadButton implements Handler {

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
    public Set<String> methods(String below) {
        return below.isEmpty() ? Set.of("POST") : Set.of();
    }

    @Override
    public Response answer(Request request) {
        var answer = new JsonObject();
        answer.put("problems", new JsonArray(reload.get()));
        return Response.json(JsonWriter.string(answer) + "\n");
    }
}
