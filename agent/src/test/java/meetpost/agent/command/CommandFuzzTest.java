package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import meetpost.agent.fuzz.Mutations;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to an output that is no command is refused, with an answer, and moves nothing.
 * What may be one is sent as a stored copy, which moves nothing either.
 */
class CommandFuzzTest extends CommandDeskRig {

    private static final Set<String> WORDS =
            Set.of("ON", "OFF", "TOGGLE", "1", "0", "TRUE", "FALSE");
    private static final int BATCH = 100;

    @Test
    void everythingIsAnsweredAndNothingMoves() throws Exception {
        List<Boolean> before = board.output(17).levels();
        List<String> sent = new ArrayList<>();
        new Mutations("command")
                .feed(
                        50.5,
                        input -> {
                            if (input.length == 0) {
                                return;
                            }
                            boolean stored = mayBeACommand(input);
                            sent.add(
                                    input.length > 1024 && !stored
                                            ? "too-large"
                                            : stored ? "retained" : "malformed");
                            desk.message(SET, input, 1, stored);
                            if (sent.size() == BATCH) {
                                checkAnswers(sent);
                            }
                        });
        checkAnswers(sent);

        assertEquals(before, board.output(17).levels());
        assertEquals(0, desk.defects());
        send("{\"state\":\"ON\",\"id\":\"the last\"}");
        assertEquals("the last", answer(1).getString("id"));
        assertEquals(true, board.output(17).level());
    }

    private void checkAnswers(List<String> sent) throws Exception {
        List<String> answers = awaitAnswers(sent.size());
        assertEquals(sent.size(), answers.size());
        for (int i = 0; i < sent.size(); i++) {
            JsonObject answer = JsonParser.object().from(answers.get(i));
            assertRefused(sent.get(i), answer);
        }
        sent.clear();
        published.clear();
    }

    /** By another reader, and generously. */
    private static boolean mayBeACommand(byte[] input) {
        String text = new String(input, UTF_8).strip();
        if (WORDS.contains(text.toUpperCase(Locale.ROOT).replace("\"", ""))) {
            return true;
        }
        try {
            Object state = JsonParser.object().from(text).get("state");
            return state != null
                    && WORDS.contains(state.toString().toUpperCase(Locale.ROOT).strip());
        } catch (JsonParserException | StackOverflowError e) {
            return false;
        }
    }
}
