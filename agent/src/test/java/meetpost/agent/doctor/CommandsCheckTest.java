package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsCheckTest {

    private static final String DEAF = "cannot write or cannot hear actuatoren/pomp/set";

    @Test
    void saysWhatTheRunningAgentFoundOut() throws Exception {
        JsonObject answer = json("{\"troubles\":[\"" + DEAF + "\"]}");

        assertEquals(
                List.of(Finding.fail("commands", DEAF)), new CommandsCheck(of(answer)).findings());
    }

    @Test
    void saysNothingWhereAllIsWellOrNoneRuns() throws Exception {
        assertEquals(List.of(), new CommandsCheck(of(json("{\"troubles\":[]}"))).findings());
        assertEquals(List.of(), new CommandsCheck(Optional.empty()).findings());
    }

    /** One of before 0.2.0 does not know the question. */
    @Test
    void anAgentThatDoesNotKnowTheQuestionIsNoTrouble() throws Exception {
        JsonObject answer = json("{\"error\":\"unknown request: commands\"}");

        assertEquals(List.of(), new CommandsCheck(of(answer)).findings());
    }

    @Test
    void anAgentThatDoesNotAnswerIsSaid() {
        var check =
                new CommandsCheck(
                        Optional.of(
                                request -> {
                                    throw new IOException("no answer within 60 s");
                                }));

        assertEquals(
                List.of(
                        Finding.none(
                                "commands",
                                "the running agent gives no answer: no answer within 60 s")),
                check.findings());
    }

    private static Optional<CommandsCheck.Asked> of(JsonObject answer) {
        return Optional.of(
                request -> {
                    assertEquals("commands", request.getString("do"));
                    return answer;
                });
    }

    private static JsonObject json(String text) throws JsonParserException {
        return JsonParser.object().from(text);
    }
}
