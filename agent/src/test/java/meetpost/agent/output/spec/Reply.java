package meetpost.agent.output.spec;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.Optional;

/**
 * What comes on {@code actuatoren/<actuator>/result}.
 *
 * @param refused why it was not executed; empty: it was
 * @param on what the output is
 * @param stored whether the disk has what must outlive a crash
 */
record Reply(Optional<String> id, Optional<String> refused, boolean on, boolean stored) {

    static Reply of(String json) {
        JsonObject object;
        try {
            object = JsonParser.object().from(json);
        } catch (JsonParserException e) {
            throw new AssertionError("an answer is not JSON: " + json, e);
        }
        return new Reply(
                Optional.ofNullable(object.getString("id")),
                object.getBoolean("accepted")
                        ? Optional.empty()
                        : Optional.of(object.getString("reason")),
                "ON".equals(object.getString("state")),
                object.getBoolean("stored", true));
    }

    boolean isRefused(String reason) {
        return refused.filter(reason::equals).isPresent();
    }
}
