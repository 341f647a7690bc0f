package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonParserException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands by which somebody means to end the program. Threads here are as small as its own. */
class HostileCommandTest extends CommandDeskRig {

    private static final String DEEP = "{\"state\":" + "[".repeat(1014);

    @Test
    void aDeepTextIsMalformedAsOftenAsItComes() throws InterruptedException, JsonParserException {
        for (int i = 1; i <= 3; i++) {
            send(DEEP);
            assertRefused("malformed", answer(i));
        }
        send("{\"state\":\"ON\",\"id\":\"7\"}");

        assertEquals("7", answer(4).getString("id"));
        assertEquals(List.of("ON"), published.on(STATE));
    }

    @Test
    void aStoredDeepTextIsRefusedAsStored() throws InterruptedException, JsonParserException {
        desk.message(SET, bytes(DEEP), 0, true);

        assertRefused("retained", answer(1));
        send("ON");
        assertEquals(true, answer(2).get("accepted"));
    }
}
