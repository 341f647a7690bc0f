package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsCheckTest {

    @Test
    void namesWhoIsNearABoundAndWhatToType() {
        assertEquals(
                List.of(
                        Finding.fail(
                                "sessions",
                                "for client old phone, which is away, 9000 messages wait, 7 are lost"
                                        + " already",
                                "meetpost sessions --drop='old phone'"),
                        Finding.fail(
                                "sessions",
                                "for client slow, which is connected and reads slowly, 10 messages"
                                        + " wait, 0 are lost already",
                                "meetpost sessions --drop=slow")),
                of(
                        3,
                        session("old phone", false, 9_000, 1_000, 7),
                        session("slow", true, 10, 15_000_000, 0),
                        session("well", true, 10, 1_000, 0)));
    }

    @Test
    void saysThatThereIsSoonNoRoomForOthers() {
        assertEquals(
                List.of(
                        Finding.fail(
                                "sessions",
                                "4001 of 5000 sessions are taken: of those who are away the first go"
                                        + " soon",
                                "meetpost sessions    # which; a shorter `broker: session-expiry:`"
                                        + " ends them by itself")),
                of(4_001, session("well", false, 10, 1_000, 0)));
    }

    @Test
    void aNameThatWouldEndTheQuotesDoesNot() {
        assertEquals(
                List.of("meetpost sessions --drop='--json'\\''; reboot; '\\'''"),
                of(1, session("--json'; reboot; '", false, 9_000, 0, 0)).get(0).advice());
    }

    @Test
    void isWellOtherwise() {
        assertEquals(
                List.of(
                        Finding.ok(
                                "sessions",
                                "our broker keeps 1, and none of them is near a bound")),
                of(1, session("well", false, 8_000, 1_000, 9)));
        assertEquals(List.of(), new SessionsCheck(Optional.empty()).findings());
    }

    @Test
    void saysWhyItCannotTell() {
        CommandsCheck.Asked silent =
                request -> {
                    throw new IOException("it is busy");
                };

        assertEquals(
                List.of(
                        Finding.none(
                                "sessions", "the broker that runs gives no answer: it is busy")),
                new SessionsCheck(Optional.of(silent)).findings());
    }

    private static List<Finding> of(int total, JsonObject... sessions) {
        JsonObject answer =
                JsonObject.builder()
                        .value("sessions", new JsonArray(List.of(sessions)))
                        .value("total", total)
                        .value("mostSessions", 5_000)
                        .value("mostMessages", 10_000)
                        .value("mostBytes", 16_000_000)
                        .done();
        return new SessionsCheck(Optional.of(request -> answer)).findings();
    }

    private static JsonObject session(
            String id, boolean connected, int messages, long bytes, long lost) {
        return JsonObject.builder()
                .value("id", id)
                .value("connected", connected)
                .value("messages", messages)
                .value("bytes", bytes)
                .value("lost", lost)
                .done();
    }
}
