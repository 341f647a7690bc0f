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
 * What a broker of ours that runs alone says is wrong with what it keeps: what a damaged page took,
 * a disk that takes nothing. With an agent around it {@code /health} says so.
 *
 * @param alone empty: none runs here, or an agent is around it
 */
public record StorageCheck(Optional<CommandsCheck.Asked> alone) implements Check {

    private static final String TOPIC = "storage";

    public StorageCheck {
        requireNonNull(alone, "alone");
    }

    @Override
    public List<Finding> findings() {
        if (alone.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject request = JsonObject.builder().value("do", "storage").done();
            JsonObject answer = alone.get().answer(request);
            return answer.has("troubles")
                    ? findings(answer.getArray("troubles", new JsonArray()))
                    : List.of();
        } catch (IOException e) {
            return List.of(
                    Finding.none(TOPIC, "the broker that runs gives no answer: " + e.getMessage()));
        }
    }

    private static List<Finding> findings(JsonArray troubles) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < troubles.size(); i++) {
            findings.add(Finding.fail(TOPIC, ForeignText.shown(troubles.getString(i, ""))));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(TOPIC, "our broker finds nothing wrong with what it keeps"));
        }
        return findings;
    }
}
