package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import meetpost.agent.doctor.CommandsCheck.Asked;
import org.junit.jupiter.api.Test;

class HealthFindingsTest {

    private static final String PULLED_OFF =
            "kas: no acknowledge at 0x76 (no-answer since 2026-11-30T04:00:00.000Z)";

    @Test
    void namesPartsThatAreNotWhatTheyAreSoldAs() throws Exception {
        JsonObject answer =
                json("{\"reasons\":[],\"remarks\":{\"buiten\":\"a copy, not Maxim's: family G\"}}");

        assertEquals(
                List.of(
                        Finding.ok("health", "the running agent finds nothing wrong"),
                        Finding.none("part", "buiten is a copy, not Maxim's: family G")),
                new HealthFindings(of(answer)).findings());
    }

    @Test
    void failsForEachReasonOfTheRunningAgent() throws Exception {
        JsonObject answer = json("{\"reasons\":[\"" + PULLED_OFF + "\",\"no broker\"]}");

        assertEquals(
                List.of(Finding.fail("health", PULLED_OFF), Finding.fail("health", "no broker")),
                new HealthFindings(of(answer)).findings());
    }

    @Test
    void isWellWhereTheAgentIsAndSilentWhereNoneRuns() throws Exception {
        assertEquals(
                List.of(Finding.ok("health", "the running agent finds nothing wrong")),
                new HealthFindings(of(json("{\"reasons\":[]}"))).findings());
        assertEquals(List.of(), new HealthFindings(Optional.empty()).findings());
    }

    /** One of before 0.2.0 does not know the question: that is not to say that all is well. */
    @Test
    void anAgentThatDoesNotKnowTheQuestionIsNotCalledWell() throws Exception {
        JsonObject answer = json("{\"error\":\"unknown request: health\"}");

        assertEquals(
                List.of(
                        Finding.none(
                                "health",
                                "the running agent is older than this program and cannot say",
                                "sudo systemctl restart meetpost")),
                new HealthFindings(of(answer)).findings());
    }

    @Test
    void anAgentThatDoesNotAnswerHangs() {
        Asked hangs =
                request -> {
                    throw new IOException("no answer within 60 s");
                };

        assertEquals(
                List.of(
                        Finding.fail(
                                "health",
                                "the running agent gives no answer: no answer within 60 s")),
                new HealthFindings(Optional.of(hangs)).findings());
    }

    private static Optional<Asked> of(JsonObject answer) {
        return Optional.of(
                request -> {
                    assertEquals("health", request.getString("do"));
                    return answer;
                });
    }

    private static JsonObject json(String text) throws JsonParserException {
        return JsonParser.object().from(text);
    }
}
