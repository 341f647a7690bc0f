import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import meetpost.agent.command.CommandReader;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;

/** What Jazzer calls: the readers of commands and of JSON, beside another reader of JSON. */
public final class Json {

    private static final Limits LIMITS = new Limits(8192, 16, 500);

    private Json() {}

    /** Throws where something is wrong. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length <= CommandReader.MAX_BYTES) {
            CommandReader.read(input);
        }
        JsonObject ours;
        try {
            ours = BoundedJson.object(input, LIMITS);
        } catch (JsonRefusedException e) {
            String message = e.getMessage();
            check(message.length() < 200, "long: " + message);
            check(message.codePoints().allMatch(ForeignText::isVisible), "raw: " + message);
            return;
        }
        JsonObject theirs;
        try {
            theirs = JsonParser.object().from(new String(input, UTF_8));
        } catch (JsonParserException e) {
            throw new AssertionError("not JSON for another reader", e);
        }
        check(ours.keySet().equals(theirs.keySet()), "other keys: " + ours + ", " + theirs);
        for (String key : ours.keySet()) {
            check(
                    !(ours.get(key) instanceof String) || ours.get(key).equals(theirs.get(key)),
                    "another text at " + key);
        }
    }

    private static void check(boolean holds, String text) {
        if (!holds) {
            throw new AssertionError(text);
        }
    }
}
