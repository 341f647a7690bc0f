package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.log.ForeignText;

/**
 * Whether our broker keeps so much for somebody who is away that others suffer from it.
 *
 * @param running empty: no broker of ours runs here
 */
public record SessionsCheck(Optional<CommandsCheck.Asked> running) implements Check {

    private static final String TOPIC = "sessions";
    private static final int NAMED = 5;

    /** Of a bound; beyond it is near. */
    private static final double NEAR = 0.8;

    public SessionsCheck {
        requireNonNull(running, "running");
    }

    @Override
    public List<Finding> findings() {
        if (running.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject request =
                    JsonObject.builder()
                            .value("do", "largest-sessions")
                            .value("most", NAMED)
                            .done();
            JsonObject answer = running.get().answer(request);
            return answer.has("error") ? List.of() : findings(answer);
        } catch (IOException e) {
            return List.of(
                    Finding.none(TOPIC, "the broker that runs gives no answer: " + e.getMessage()));
        }
    }

    private static List<Finding> findings(JsonObject answer) {
        List<Finding> findings = new ArrayList<>();
        long total = answer.getLong("total");
        long most = answer.getLong("mostSessions");
        if (total > NEAR * most) {
            findings.add(
                    Finding.fail(
                            TOPIC,
                            "%s of %s sessions are taken: of those who are away the first go soon"
                                    .formatted(total, most),
                            "meetpost sessions    # which; a shorter `broker: session-expiry:` ends"
                                    + " them by itself"));
        }
        for (Object each : answer.getArray("sessions", new JsonArray())) {
            if (each instanceof JsonObject session && hurts(session, answer)) {
                findings.add(finding(session));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            TOPIC,
                            "our broker keeps %s, and none of them is near a bound"
                                    .formatted(total)));
        }
        return findings;
    }

    private static boolean hurts(JsonObject session, JsonObject answer) {
        return session.getLong("messages") > NEAR * answer.getLong("mostMessages")
                || session.getLong("bytes") > NEAR * answer.getLong("mostBytes");
    }

    private static Finding finding(JsonObject session) {
        String id = session.getString("id", "");
        boolean connected = session.getBoolean("connected", false);
        return Finding.fail(
                TOPIC,
                "for client %s, which %s, %s messages wait, %s are lost already"
                        .formatted(
                                ForeignText.shown(id),
                                connected ? "is connected and reads slowly" : "is away",
                                session.getLong("messages"),
                                session.getLong("lost")),
                "meetpost sessions --drop=" + quoted(ForeignText.shown(id)));
    }

    /** As a shell takes it for one word. */
    private static String quoted(String id) {
        return id.matches("[A-Za-z0-9._/][A-Za-z0-9._/:-]*")
                ? id
                : "'" + id.replace("'", "'\\''") + "'";
    }
}
