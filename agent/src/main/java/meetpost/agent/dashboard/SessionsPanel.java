package meetpost.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Set;
import java.util.function.UnaryOperator;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;

/**
 * The page's part that shows for whom our own broker keeps most, and drops a session; for those
 * whose settings allow it.
 */
public final class SessionsPanel implements Handler {

    private static final int SHOWN = 20;
    private static final String DROP = "/drop";

    /** A client identifier that is shown has a few hundred characters at most. */
    private static final Limits ASKED = new Limits(4096, 2, 8);

    private final UnaryOperator<JsonObject> broker;

    /**
     * @param broker answers as {@code meetpost.agent.inventory.BrokerRequests} does
     */
    public SessionsPanel(UnaryOperator<JsonObject> broker) {
        this.broker = requireNonNull(broker, "broker");
    }

    @Override
    public Set<String> methods(String below) {
        return switch (below) {
            case "" -> LOOK;
            case DROP -> Set.of("POST");
            default -> Set.of();
        };
    }

    @Override
    public Response answer(Request request) {
        var question = new JsonObject();
        if (request.isLook()) {
            question.put("do", "largest-sessions");
            question.put("most", SHOWN);
        } else {
            try {
                JsonObject asked = BoundedJson.object(request.body().getBytes(UTF_8), ASKED);
                question.put("do", "drop-session");
                question.put("id", asked.getString("id", ""));
            } catch (JsonRefusedException e) {
                return Response.refusal(400, "expected {\"id\": …}: " + e.getMessage());
            }
        }
        return Response.json(JsonWriter.string(broker.apply(question)) + "\n");
    }
}
