package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import meetpost.agent.link.Message;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class OwnEchoesTest {

    private static final String KAS = "sensoren/kas";

    private final ManualTicks ticks = new ManualTicks();
    private final OwnEchoes echoes = new OwnEchoes(ticks);

    @Test
    void whatComesBackOfOursIsOurs() {
        listen();
        for (int i = 0; i < 1000; i++) {
            echoes.sent(message("20.0" + i % 3));
            assertTrue(hear("20.0" + i % 3, false));
        }

        assertEquals(List.of(), echoes.foreign());
    }

    @Test
    void whatWeDidNotSendIsSomebodyElses() {
        listen();
        echoes.sent(message("20.00"));

        hear("40.00", false);
        hear("20.00", false);

        assertEquals(List.of(KAS), echoes.foreign());
        assertEquals(List.of(), echoes.foreign(), "once");
    }

    @Test
    void whatWeSentOnceComesBackOnce() {
        listen();
        echoes.sent(message("20.00"));

        hear("20.00", false);
        hear("20.00", false);

        assertEquals(List.of(KAS), echoes.foreign());
    }

    @Test
    void aStoredCopyProvesNothing() {
        listen();

        hear("40.00", true);

        assertEquals(List.of(), echoes.foreign());
    }

    /** Sent before we listened. */
    @Test
    void whatComesInTheFirstSecondsProvesNothing() {
        echoes.listen(List.of(KAS));

        hear("20.00", false);

        assertEquals(List.of(), echoes.foreign());
    }

    @Test
    void whatCouldNotBeSentIsNotExpected() {
        listen();
        echoes.sent(message("20.00"));
        echoes.unsent(message("20.00"));

        hear("20.00", false);

        assertEquals(List.of(KAS), echoes.foreign());
    }

    @Test
    void otherTopicsAreNotListenedTo() {
        listen();

        assertFalse(echoes.heard("sensoren/kast", "1".getBytes(UTF_8), false));
        echoes.forget();
        assertFalse(hear("40.00", false));
    }

    private void listen() {
        echoes.listen(List.of(KAS));
        ticks.advance(Duration.ofSeconds(4));
    }

    private boolean hear(String payload, boolean retained) {
        return echoes.heard(KAS, payload.getBytes(UTF_8), retained);
    }

    private static Message message(String payload) {
        return Message.retained(KAS, payload, 1);
    }
}
