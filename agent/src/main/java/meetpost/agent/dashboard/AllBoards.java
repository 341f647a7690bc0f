package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.process.Version;

/** What the page of all boards must know where no board serves it: where the broker is. */
record AllBoards(BrokerAddress broker) implements Handler {

    AllBoards {
        requireNonNull(broker, "broker");
    }

    @Override
    public Response answer(Request request) {
        JsonObject all =
                JsonObject.builder()
                        .value("version", Version.number())
                        .value("boards", true)
                        .value("alone", true)
                        .done();
        broker.from(Hosts.name(request.host())).ifPresent(url -> all.put("mqtt", url.toString()));
        return Response.json(JsonWriter.string(all) + "\n");
    }
}
