package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.doctor.CommandsCheck.Asked;
import meetpost.agent.log.ForeignText;

/**
 * What the running agent says is wrong: the reasons of its {@code /health}, word for word, also
 * where it has no page. What only it can know, such as a sensor that does not answer now.
 *
 * @param running empty: none does
 */
public record HealthFindings(Optional<Asked> running) implements Check {

    private static final String TOPIC = "health";

    public HealthFindings {
        requireNonNull(running, "running");
    }

    @Override
    public List<Finding> findings() {
        if (running.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject request = JsonObject.builder().value("do", "health").done();
            JsonObject answer = running.get().answer(request);
            if (!answer.has("reasons")) {
                return List.of(
                        Finding.none(
                                TOPIC,
                                "the running agent is older than this program and cannot say",
                                "sudo systemctl restart meetpost"));
            }
            List<Finding> findings = findings(answer.getArray("reasons", new JsonArray()));
            answer.getObject("remarks", new JsonObject())
                    .forEach(
                            (sensor, remark) ->
                                    findings.add(
                                            Finding.none(
                                                    "part",
                                                    sensor
                                                            + " is "
                                                            + ForeignText.shown(
                                                                    String.valueOf(remark)))));
            return findings;
        } catch (IOException e) {
            return List.of(
                    Finding.fail(TOPIC, "the running agent gives no answer: " + e.getMessage()));
        }
    }

    private static List<Finding> findings(JsonArray reasons) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < reasons.size(); i++) {
            findings.add(Finding.fail(TOPIC, reasons.getString(i, "")));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(TOPIC, "the running agent finds nothing wrong"));
        }
        return findings;
    }
}
