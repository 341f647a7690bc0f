package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether commands reach the agent that runs: it finds out by itself in each session, and nobody
 * else can.
 *
 * @param running empty: none does
 */
public record CommandsCheck(Optional<Asked> running) implements Check {

    private static final String TOPIC = "commands";

    /** The running agent. */
    public interface Asked {

        /**
         * Its answer. Blocks for a minute at most.
         *
         * @throws IOException if there is none
         */
        JsonObject answer(JsonObject request) throws IOException;
    }

    public CommandsCheck {
        requireNonNull(running, "running");
    }

    @Override
    public List<Finding> findings() {
        if (running.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject request = JsonObject.builder().value("do", "commands").done();
            JsonArray problems = running.get().answer(request).getArray("troubles");
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; problems != null && i < problems.size(); i++) {
                findings.add(Finding.fail(TOPIC, problems.getString(i, "")));
            }
            return findings;
        } catch (IOException e) {
            return List.of(
                    Finding.none(TOPIC, "the running agent gives no answer: " + e.getMessage()));
        }
    }
}
