package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.link.BrokerCheck;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;

/**
 * Why a page does not get into the broker, or the agent does not: a browser learns only that it was
 * refused. The agent knocks where the page does, without a user as the page does at first, and says
 * what came of it in its own words. It knocks once in ten seconds at most, whoever asks.
 */
final class BrokerDoor implements Handler {

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final JsonObject OPEN = new JsonObject();

    private final Supplier<Optional<URI>> door;
    private final Function<URI, Optional<LinkProblem>> knock;
    private final boolean advises;
    private final Supplier<Optional<String>> complaint;
    private final Ticks ticks;
    private JsonObject said = OPEN;
    private Optional<Long> knocked = Optional.empty();

    /**
     * @param door at which pages knock, as seen from here; empty: there is none
     * @param knock asks for a session; may block
     * @param advises whether lines to type are for this broker
     * @param complaint why the agent has no session
     * @param ticks real ones
     */
    BrokerDoor(
            Supplier<Optional<URI>> door,
            Function<URI, Optional<LinkProblem>> knock,
            boolean advises,
            Supplier<Optional<String>> complaint,
            Ticks ticks) {
        this.door = requireNonNull(door, "door");
        this.knock = requireNonNull(knock, "knock");
        this.advises = advises;
        this.complaint = requireNonNull(complaint, "complaint");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** That of a real broker; with lines to type where nobody has a user, as far as we know. */
    static BrokerDoor of(
            Settings settings, BrokerAddress address, Supplier<Optional<String>> complaint) {
        MqttSettings mqtt = settings.mqtt();
        String clientId = "meetpost-door-" + settings.device().id();
        return new BrokerDoor(
                () -> address.from(""),
                url -> knock(mqtt.on(url, Optional.empty(), Optional.empty()), clientId),
                settings.broker().isEmpty() && mqtt.username().isEmpty(),
                complaint,
                Ticks.REAL);
    }

    private static Optional<LinkProblem> knock(MqttSettings mqtt, String clientId) {
        return BrokerCheck.all(mqtt, clientId, Ticks.REAL).stream()
                .flatMap(check -> check.problem().stream())
                .findFirst();
    }

    @Override
    public Response answer(Request request) {
        return Response.json(text());
    }

    /** What it answers: {@code page}, {@code lines} and {@code agent}, each where there is any. */
    String text() {
        var all = new JsonObject(look());
        complaint.get().ifPresent(text -> all.put("agent", text));
        return JsonWriter.string(all) + "\n";
    }

    private synchronized JsonObject look() {
        long now = ticks.now();
        if (knocked.isEmpty() || now - knocked.get() >= AGAIN.toNanos()) {
            said = door.get().flatMap(knock).map(this::inWords).orElse(OPEN);
            knocked = Optional.of(ticks.now());
        }
        return said;
    }

    private JsonObject inWords(LinkProblem problem) {
        return JsonObject.builder()
                .value("page", problem.sentence())
                .value("lines", new JsonArray(advises ? problem.below() : List.of()))
                .done();
    }
}
