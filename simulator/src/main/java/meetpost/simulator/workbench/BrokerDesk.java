package meetpost.simulator.workbench;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import meetpost.agent.http.Response;
import meetpost.agent.run.LocalBroker;
import meetpost.broker.Broker;

/**
 * What can be done to the simulation's own broker. Any thread; blocks for a few seconds at most.
 */
record BrokerDesk(Optional<LocalBroker> broker) {

    BrokerDesk {
        requireNonNull(broker, "broker");
    }

    /**
     * {@code {"running":…,"clients":[{"id":…,"address":…}]}}; empty without a broker of our own.
     */
    Optional<JsonObject> json() {
        return broker.map(
                own -> {
                    var clients = new JsonArray();
                    for (Broker.Client client : own.clients()) {
                        clients.add(
                                JsonObject.builder()
                                        .value("id", client.id())
                                        .value("address", client.address())
                                        .done());
                    }
                    return JsonObject.builder()
                            .value("running", own.running())
                            .value("clients", clients)
                            .done();
                });
    }

    /** What is wrong with the request; empty if it was done. */
    Optional<Response> run(String wanted) throws IOException {
        if (broker.isEmpty()) {
            return Optional.of(none());
        }
        switch (wanted) {
            case "running" -> broker.get().start();
            case "stopped" -> broker.get().close();
            default ->
                    throw new IllegalArgumentException(
                            "broker \"" + wanted + "\", expected running or stopped");
        }
        return Optional.empty();
    }

    /** The same for a client that is to be cut off. */
    Optional<Response> cut(String client) {
        if (broker.isEmpty()) {
            return Optional.of(none());
        }
        return broker.get().cut(client)
                ? Optional.empty()
                : Optional.of(Response.refusal(404, "no client " + client + " is connected"));
    }

    private static Response none() {
        return Response.refusal(
                404, "this simulation uses another broker, which is not ours to stop");
    }
}
