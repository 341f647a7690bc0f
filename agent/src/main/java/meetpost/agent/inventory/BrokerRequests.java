package meetpost.agent.inventory;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.log.ForeignText;
import meetpost.broker.Broker;
import meetpost.broker.BrokerMetrics;
import meetpost.broker.RetainedReport;
import meetpost.broker.SessionReport;
import meetpost.broker.settings.Limit;

/**
 * Answers what the other subcommands of this machine, and the page, ask of our own broker. Each
 * answer is bounded: of lists it is a page, and long names are cut off.
 *
 * @param broker empty while it does not run, or where there is none
 */
public record BrokerRequests(Supplier<Optional<Broker>> broker) implements ControlServer.Requests {

    private static final int SESSIONS = 200;
    private static final int TOPICS = 500;
    private static final int CLEARED = 500;

    /** Of an identifier or a topic, which may have 65,535 bytes. */
    private static final int LONGEST = 200;

    public BrokerRequests {
        requireNonNull(broker, "broker");
    }

    /** Answers these; everything else is for {@code others}. */
    public ControlServer.Requests before(ControlServer.Requests others) {
        return request ->
                knows(request.getString("do", "")) ? answer(request) : others.answer(request);
    }

    private static boolean knows(String what) {
        return switch (what) {
            case "sessions",
                    "largest-sessions",
                    "drop-session",
                    "retained",
                    "clear-retained",
                    "storage" ->
                    true;
            default -> false;
        };
    }

    @Override
    public JsonObject answer(JsonObject request) {
        Optional<Broker> running = broker.get();
        if (running.isEmpty()) {
            return error("no broker of ours runs in that process");
        }
        try {
            return switch (request.getString("do", "")) {
                case "sessions" -> sessions(running.get(), request.getLong("after", 0));
                case "largest-sessions" -> largest(running.get(), request.getInt("most", 0));
                case "drop-session" -> drop(running.get(), request.getString("id", ""));
                case "retained" -> retained(running.get(), request);
                case "clear-retained" -> clear(running.get(), request.getString("filter", ""));
                case "storage" -> storage(running.get());
                default -> error("unknown request: " + request.getString("do", ""));
            };
        } catch (IllegalArgumentException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject error(String text) {
        return JsonObject.builder().value("error", text).done();
    }

    private static JsonObject sessions(Broker broker, long after) {
        List<SessionReport> page = broker.sessions(after, SESSIONS);
        JsonObject answer = all(page);
        if (page.size() == SESSIONS) {
            answer.put("next", page.get(page.size() - 1).number());
        }
        return answer;
    }

    private static JsonObject largest(Broker broker, int most) {
        JsonObject answer = all(broker.largestSessions(Math.max(1, Math.min(most, SESSIONS))));
        BrokerMetrics metrics = broker.metrics();
        answer.put("total", metrics.sessions());
        answer.put("connected", metrics.clients());
        answer.put("waiting", metrics.queuedMessages());
        answer.put("evicted", metrics.sessionsEvicted());
        answer.put("mostSessions", broker.limits().of(Limit.SESSIONS));
        answer.put("mostMessages", broker.limits().of(Limit.QUEUE_MESSAGES));
        answer.put("mostBytes", broker.limits().of(Limit.QUEUE_SIZE));
        return answer;
    }

    private static JsonObject all(List<SessionReport> reports) {
        var sessions = new JsonArray();
        reports.forEach(report -> sessions.add(json(report)));
        return JsonObject.builder().value("sessions", sessions).done();
    }

    private static JsonObject json(SessionReport report) {
        var json = JsonObject.builder().value("id", cut(report.clientId()));
        report.user().ifPresent(user -> json.value("user", cut(user)));
        report.address().ifPresent(address -> json.value("address", address));
        json.value("connected", report.connected());
        json.value("messages", report.messages()).value("bytes", report.bytes());
        json.value("subscriptions", report.subscriptions()).value("lost", report.lost());
        report.absence().ifPresent(time -> json.value("absentSeconds", time.toSeconds()));
        return json.value("expirySeconds", report.expiry().toSeconds()).done();
    }

    /**
     * A name that was cut off, or that nobody can type, is taken as it was shown, where it is the
     * only one of this look.
     */
    private static JsonObject drop(Broker broker, String id) {
        Optional<SessionReport> dropped = broker.drop(id);
        if (dropped.isEmpty()) {
            List<String> alike = shownAs(broker, id);
            if (alike.size() > 1) {
                return error(
                        "%s clients are shown as %s, and none of them is dropped"
                                .formatted(alike.size(), ForeignText.shown(id)));
            }
            dropped = alike.stream().findFirst().flatMap(broker::drop);
        }
        return dropped.map(report -> JsonObject.builder().value("dropped", json(report)).done())
                .orElseGet(() -> error("there is no session of a client " + ForeignText.shown(id)));
    }

    private static List<String> shownAs(Broker broker, String id) {
        List<String> alike = new ArrayList<>();
        List<SessionReport> page = broker.sessions(0, SESSIONS);
        while (!page.isEmpty()) {
            page.stream()
                    .map(SessionReport::clientId)
                    .filter(each -> ForeignText.shown(each).equals(id))
                    .forEach(alike::add);
            page = broker.sessions(page.get(page.size() - 1).number(), SESSIONS);
        }
        return alike;
    }

    private static JsonObject retained(Broker broker, JsonObject request) {
        var page =
                new RetainedReport.Page(
                        request.getLong("after", 0), request.getLong("until", 0), TOPICS);
        RetainedReport.Answer found = broker.retained(request.getString("filter", "#"), page);
        var topics = new JsonArray();
        for (RetainedReport one : found.found()) {
            topics.add(
                    JsonObject.builder()
                            .value("topic", cut(one.topic()))
                            .value("bytes", one.bytes())
                            .done());
        }
        var answer = JsonObject.builder().value("retained", topics);
        if (found.more()) {
            answer.value("next", found.next()).value("until", found.until());
        }
        return answer.done();
    }

    private static JsonObject clear(Broker broker, String filter) {
        if (filter.startsWith("$")) {
            return error(ForeignText.shown(filter) + " is the broker's own to publish");
        }
        int cleared = broker.clear(filter, CLEARED);
        return JsonObject.builder()
                .value("cleared", cleared)
                .value("more", cleared == CLEARED)
                .done();
    }

    private static JsonObject storage(Broker broker) {
        return JsonObject.builder()
                .value("troubles", new JsonArray(broker.storageTroubles()))
                .done();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
