package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageCheckTest {

    @Test
    void saysWhatTheBrokerSaysAndNothingThatATerminalObeys() {
        assertEquals(
                List.of(
                        Finding.fail(
                                "storage",
                                "journal 01.log: 3 damaged records (4096 bytes) are lost, among"
                                        + " them 2 sessions"),
                        Finding.fail("storage", "the retained value of a?b is lost: it is torn")),
                of(
                        "journal 01.log: 3 damaged records (4096 bytes) are lost, among them 2"
                                + " sessions",
                        "the retained value of a\u001bb is lost: it is torn"));
    }

    @Test
    void isWellOtherwise() {
        assertEquals(
                List.of(Finding.ok("storage", "our broker finds nothing wrong with what it keeps")),
                of());
        assertEquals(List.of(), new StorageCheck(Optional.empty()).findings());
    }

    @Test
    void anOlderBrokerIsAskedInVain() {
        JsonObject answer = JsonObject.builder().value("error", "unknown request: storage").done();

        assertEquals(List.of(), new StorageCheck(Optional.of(request -> answer)).findings());
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
                                "storage", "the broker that runs gives no answer: it is busy")),
                new StorageCheck(Optional.of(silent)).findings());
    }

    private static List<Finding> of(String... troubles) {
        JsonObject answer =
                JsonObject.builder().value("troubles", new JsonArray(List.of(troubles))).done();
        return new StorageCheck(Optional.of(request -> answer)).findings();
    }
}
